/** A request that came back: what is to be mended, in ready sentences, and where that is done (S50–S52, S55, S73). */
import { AUTOMATIC_REJECTION, REJECTION_REASONS } from '../../../workflows/domain/reasons'
import type { RejectionSubject } from '../../../workflows/domain/reasons'
import type { RequestType } from '../../../workflows/domain/requestState'
import type { RequestRecord } from '../../shared/store/request'
import type { Language, Translate } from '../../shared/web/texts/catalogue'
import { carriedParts } from '../operations/carriedParts'
import type { Explanations } from '../operations/explanations'
import type { RelativeView } from '../operations/relatives'
import { requestPath } from '../paths'
import { fullName, genitive } from './person'
import { actionLink } from './stage'

export interface ReturnedReason {
  label: string
  /** What the staff member can do about it. */
  sentence: string
}

export interface ReturnedNotice {
  /** A clerk's rejection asks for a correction; a return by the system's own check is a fault, not a decision (D9). */
  variant: 'correction' | 'error'
  /** Such as “Çağla Doğan’ın fotoğrafı düzeltilmeli”. */
  heading: string
  reasons: ReturnedReason[]
  /** The clerk's own words (S45); null when there are none. */
  explanation: string | null
  link: { href: string; text: string }
  /** Whether documents stay, so that only the faulty part is done again. */
  keepsDocuments: boolean
  detailsHref: string
  number: string
}

/** Who reads, and what there is to be read beside the requests. */
export interface Reader {
  /** Account id. */
  id: string
  explanations: Explanations
  language: Language
  t: Translate
}

/** The notice of a relative whose latest request came back and may be filed again; else null. */
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

/** Why the relative's latest request of this type came back, for the page that files the next one; null when it did not. */
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
    sentence: t(`rejectionReason.${reason}.sentence`),
  }))
}

/** The things of the staff member's own that are to be mended; other reasons name none. */
const MENDABLE: readonly RejectionSubject[] = ['photo', 'receipt', 'documents']

function subjectsOf({ decision }: RequestRecord): RejectionSubject[] {
  const subjects = (decision?.reasons ?? []).map((reason) =>
    reason === AUTOMATIC_REJECTION ? 'documents' : REJECTION_REASONS[reason].subject,
  )
  return MENDABLE.filter((subject) => subjects.includes(subject))
}

function variantOf({ decision }: RequestRecord): ReturnedNotice['variant'] {
  return decision?.reasons.includes(AUTOMATIC_REJECTION) === true ? 'error' : 'correction'
}
