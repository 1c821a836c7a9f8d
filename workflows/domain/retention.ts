/** How long data is kept that nobody needs any more (law 6698, article 7). */

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** A draft is deleted when nothing was changed in it for so many days. */
export const DRAFT_DAYS = 7
/** An upload that waits to be confirmed is deleted after so many hours. */
export const UNCONFIRMED_HOURS = 24
/** The documents of a rejected request are deleted so many days after the decision. */
export const REJECTED_DOCUMENTS_DAYS = 90
/** A document that the applicant has replaced is deleted so many days later. */
export const REPLACED_DOCUMENTS_DAYS = 90

/** What is deleted after a term. */
const EXPIRING_KINDS = [
  'draft',
  'unconfirmedUpload',
  'rejectedDocuments',
  'replacedDocuments',
] as const
type ExpiringKind = (typeof EXPIRING_KINDS)[number]

/** `unusedFile`: ordered by an operator, since nothing refers to it. */
export const DELETED_KINDS = [...EXPIRING_KINDS, 'unusedFile'] as const
export type DeletedKind = (typeof DELETED_KINDS)[number]

const TERMS_MS = {
  draft: DRAFT_DAYS * DAY_MS,
  unconfirmedUpload: UNCONFIRMED_HOURS * HOUR_MS,
  rejectedDocuments: REJECTED_DOCUMENTS_DAYS * DAY_MS,
  replacedDocuments: REPLACED_DOCUMENTS_DAYS * DAY_MS,
} as const satisfies Record<ExpiringKind, number>

/** What is as old as this instant, or older, is to be deleted. */
export function expiredBefore(kind: ExpiringKind, now: Date): Date {
  return new Date(now.getTime() - TERMS_MS[kind])
}
