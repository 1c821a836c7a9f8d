/** The document that the bureau waits for, as the applicant's pages show it. */
import { isAwaitingApplicant } from '../../../workflows/domain/requestState'
import type { RequestRecord } from '../../shared/store/request'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import { longDate, workingDaysLeft } from '../../shared/web/texts/format/dates'
import { dueText } from '../../shared/web/texts/format/due'
import type { RelativeView } from '../operations/relatives'
import { missingPath, requestPath } from '../paths'
import { fullName } from './person'
import type { Reader } from './returned'

export interface AskedDocument {
  /** For example “Dekontu yeniden yükleyin”. */
  heading: string
  /** What is wrong with it and what to do. */
  sentence: string
  /** The clerk's own words; null if there are none. */
  note: string | null
  /** By when, and what happens otherwise. */
  until: string
  /** Null for the other parent, who cannot add it. */
  href: string | null
}

/**
 * Null if the request does not wait for a document.
 * @param readerId account id of the staff member who reads
 */
export function askedDocument(
  request: RequestRecord,
  note: string | null,
  readerId: string,
  now: Date,
  language: Language,
  t: Translate,
): AskedDocument | null {
  const { asked, applicantId, personId } = request
  if (!asked || !isAwaitingApplicant(request)) return null
  const { kind, flaw, until } = asked
  return {
    heading: t(`askedDocument.heading.${kind}`),
    sentence: t(`documentFlaw.${flaw}.sentence`),
    note,
    until: t('portal.missing.until', {
      date: longDate(until, language),
      left: dueText(workingDaysLeft(until, now), t),
    }),
    href: applicantId === readerId ? missingPath(personId) : null,
  }
}

/** A document to add, on pages that show the whole family. */
export interface AskedNotice {
  variant: 'warning'
  /** For example “Ege Karayel: Dekontu yeniden yükleyin”. */
  heading: string
  /** What is wrong with it, and by when to add it. */
  text: string
  link: { href: string; text: string }
  detailsHref: string
  number: string
}

/** Null unless the relative's latest request waits for a document that the reader can add. */
export function askedNotice(
  { person, latest }: RelativeView,
  { id, language, t }: Pick<Reader, 'id' | 'language' | 't'>,
): AskedNotice | null {
  if (latest === null) return null
  const asked = askedDocument(latest, null, id, new Date(), language, t)
  if (!asked?.href) return null
  return {
    variant: 'warning',
    heading: t('portal.missing.whose', { name: fullName(person), what: asked.heading }),
    text: `${asked.sentence} ${asked.until}`,
    link: { href: asked.href, text: t('action.addDocument') },
    detailsHref: requestPath(latest._id),
    number: latest.number,
  }
}
