/** A rejected request: what must be fixed, in ready sentences, and where (S50–S52, S55, S73). */
import { AUTOMATIC_REJECTION, ruleOfReason } from '../../../workflows/domain/reasons'
import type { RejectionSubject } from '../../../workflows/domain/reasons'
import type { RequestType } from '../../../workflows/domain/requestState'
import type { RequestRecord } from '../../shared/store/request'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import { sentenceKey } from '../../shared/web/texts/reasonSentences'
import { carriedParts } from '../operations/carriedParts'
import type { Explanations } from '../operations/explanations'
import type { RelativeView } from '../operations/relatives'
import { requestPath } from '../paths'
import { fullName, genitive } from './person'
import { actionLink, isReturnedBySystem } from './stage'

export interface ReturnedReason {
  label: string
  /** What the applicant can do about it. */
  sentence: string
}

export interface ReturnedNotice {
  /**
   * A clerk's rejection asks for a correction; a return by the system's own check is a fault, not a
   * decision (D9).
   */
  variant: 'correction' | 'error'
  /** For example “Çağla Doğan’ın fotoğrafı düzeltilmeli”. */
  heading: string
  reasons: ReturnedReason[]
  /** The clerk's own words (S45); null if there are none. */
  explanation: string | null
  link: { href: string; text: string }
  /** Whether other documents stay, so that only the faulty one must be sent again. */
  keepsDocuments: boolean
  detailsHref: string
  number: string
}

/** The reader, and the texts of their requests. */
export interface Reader {
  /** Account id. */
  id: string
  explanations: Explanations
  language: Language
  t: Translate
}

/**
 * The notice for a relative whose latest request was rejected and may be filed again; else null.
 */
export function returnedNotice(
  { person, latest, next }: RelativeView,
  { id, explanations, language, t }: Reader,
): ReturnedNotice | null {
  const link = actionLink(next.action, person._id, latest, t)
  if (latest?.status !== 'rejected' || link === null || link.action === 'follow') return null
  const whose = genitive(fullName(person), language)
  const parts = subjectsOf(latest).map((subject) => t(`portal.returned.part.${subject}`))
  return {
    variant: variantOf(latest),
    heading:
      parts.length > 0
        ? t('portal.returned.mend', { whose, parts: new Intl.ListFormat(language).format(parts) })
        : t(`portal.returned.${latest.type}`, { whose }),
    reasons: reasonsOf(latest, t),
    explanation: explanations.get(latest._id) ?? null,
    link: { href: link.href, text: link.text },
    keepsDocuments: (carriedParts(latest, latest.type, id)?.documents.length ?? 0) > 0,
    detailsHref: requestPath(latest._id),
    number: latest.number,
  }
}

/**
 * Why the latest request of this type was rejected, for the page that files the next one; null if
 * it was not.
 */
export function returnedBecause(
  latest: RequestRecord | null,
  type: RequestType,
  explanation: string | null,
  t: Translate,
): Pick<ReturnedNotice, 'variant' | 'reasons' | 'explanation'> | null {
  if (latest?.status !== 'rejected' || latest.type !== type) return null
  return { variant: variantOf(latest), reasons: reasonsOf(latest, t), explanation }
}

export function reasonsOf({ decision }: RequestRecord, t: Translate): ReturnedReason[] {
  return (decision?.reasons ?? []).map((reason) => ({
    label: t(`rejectionReason.${reason}.label`),
    // As it was when the decision was made.
    sentence: t(sentenceKey(reason, decision!.at)),
  }))
}

/** What the applicant can fix; other reasons name nothing. */
const MENDABLE: readonly RejectionSubject[] = ['photo', 'receipt', 'documents']

function subjectsOf({ decision }: RequestRecord): RejectionSubject[] {
  const subjects = (decision?.reasons ?? []).map((reason) =>
    reason === AUTOMATIC_REJECTION ? 'documents' : ruleOfReason(reason).subject,
  )
  return MENDABLE.filter((subject) => subjects.includes(subject))
}

function variantOf(request: RequestRecord): ReturnedNotice['variant'] {
  return isReturnedBySystem(request) ? 'error' : 'correction'
}
