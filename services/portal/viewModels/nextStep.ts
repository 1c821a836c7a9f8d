/** What happens next with a request, who holds it, and by when in working days (S41, S47–S55). */
import type { RelativeAction } from '../../../workflows/domain/relativeActions'
import { isAwaitingApplicant } from '../../../workflows/domain/requestState'
import type { SubState } from '../../../workflows/domain/requestState'
import { aimedEnd } from '../../../workflows/domain/serviceTimes'
import type { RequestRecord } from '../../shared/store/request'
import { currentLeave, shortDate, workingDaysLeft } from '../../shared/web/texts/format/dates'
import { dueText } from '../../shared/web/texts/format/due'
import type { Translate } from '../../shared/web/texts/catalogue'

export interface NextStep {
  /** For example “Kimlik Bürosu talebi inceleyip karara bağlayacak.” */
  what: string
  who: string
  /** For example “08.12.2026 (7 iş günü kaldı)”, or why there is no such day. */
  by: string
}

/** Nothing happens by itself in the other states. */
const AWAITED: readonly SubState[] = [
  'received',
  'inReview',
  'awaitingCard',
  'awaitingApplicant',
  'awaitingPrint',
  'printHeld',
  'printed',
  'dispatchHeld',
  'sent',
]

/**
 * @param possible what can be done for the relative now; null for an older request
 * @returns null if nothing is awaited
 */
export function nextStep(
  request: Pick<RequestRecord, 'type' | 'subState' | 'dueAt' | 'queuedAt' | 'asked'>,
  possible: RelativeAction | null,
  now: Date,
  t: Translate,
): NextStep | null {
  const { type, subState } = request
  const mayFileAgain = subState === 'returned' && possible !== null && possible !== 'follow'
  if (!AWAITED.includes(subState) && !mayFileAgain) return null
  const key = subState === 'returned' ? `returned.${type}` : subState
  return {
    what: t(`portal.next.what.${key}`),
    who: t(`portal.next.who.${subState}`),
    by: byWhen(request, now, t),
  }
}

/** In one line, for lists. */
export function nextStepLine({ who, by }: NextStep, t: Translate): string {
  return t('portal.next.line', { who, by })
}

function byWhen(
  {
    subState,
    dueAt,
    queuedAt,
    asked,
  }: Pick<RequestRecord, 'subState' | 'dueAt' | 'queuedAt' | 'asked'>,
  now: Date,
  t: Translate,
): string {
  const end =
    subState === 'inReview'
      ? dueAt
      : isAwaitingApplicant({ subState })
        ? (asked?.until ?? null)
        : aimedEnd(subState, queuedAt.toISOString(), currentLeave())
  if (end === null) return t(`portal.next.noDay.${subState}`)
  return t('portal.next.day', { date: shortDate(end), left: dueText(workingDaysLeft(end, now), t) })
}
