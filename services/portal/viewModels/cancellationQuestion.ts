/**
 * The confirmation before a cancellation is filed: who, why, and what follows (S64–S69). Nothing is
 * cancelled yet.
 */
import type { Day } from '../../../workflows/domain/istanbul'
import { isLostOrStolen } from '../../../workflows/domain/reasons'
import type { CancellationReason } from '../../../workflows/domain/reasons'
import { requiredDocuments } from '../../../workflows/domain/documents'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import { cancellationReasonTexts } from '../../shared/web/texts/format/cancellationReason'
import { longDate } from '../../shared/web/texts/format/dates'
import type { RelativeView } from '../operations/relatives'
import { cancellationPath, confirmationPath } from '../paths'
import { personHeading } from './person'
import type { PreparedDocument } from './preparedDocuments'
import { isAtBureau } from './stage'

/**
 * @param documents those of the previous page; the reason decides which are sent, and each is
 *   linked
 * @param reviewedBy the last day of a review that starts today
 */
export function cancellationQuestion(
  relative: RelativeView,
  { reason, reasonDetail }: { reason: CancellationReason; reasonDetail: string | null },
  documents: readonly PreparedDocument[],
  { reviewedBy, language, t }: { reviewedBy: Day; language: Language; t: Translate },
) {
  const { name, detail } = personHeading(relative, t)
  const required = requiredDocuments({ type: 'cancellationRequest', reason })
  const text = 'portal.cancellation.confirm'
  return {
    heading: t(`${text}.heading`),
    text: t(`${text}.${followingOf(relative, reason)}`, { date: longDate(reviewedBy, language) }),
    rows: [
      { key: t(`${text}.person`), text: `${name} (${detail})` },
      {
        key: t('column.cancellationReason'),
        ...cancellationReasonTexts(reason, reasonDetail, t),
      },
      ...documents
        .filter(({ id }) => required.includes(id))
        .map(({ label, current }) => ({ key: label, file: current })),
      {
        key: t(`${text}.card`),
        text: t(`portal.cancellation.${isAtBureau(relative.card) ? 'heldAtBureau' : 'staysValid'}`),
      },
    ],
    action: confirmationPath(relative.person._id),
    button: t(`${text}.button`),
    cancelHref: cancellationPath(relative.person._id),
  }
}

/**
 * What comes next: the review (S62), the card's way to the bureau (S67, S68), or the end of a card
 * that has not left the bureau (D3).
 */
function followingOf(
  { card }: RelativeView,
  reason: CancellationReason,
): 'lost' | 'atBureau' | 'sendCard' {
  if (isLostOrStolen(reason)) return 'lost'
  return isAtBureau(card) ? 'atBureau' : 'sendCard'
}
