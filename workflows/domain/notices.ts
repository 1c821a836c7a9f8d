/** The notices to an applicant about a request, and when a mail is sent again after a failure. */

/**
 * `taken`: filed. `cardExpected`: the card must come back first (S67), or has not come yet.
 * `documentAsked`: the bureau waits for a document, or still does. `documentNotAdded`: no longer.
 */
export const NOTICE_KINDS = [
  'taken',
  'cardExpected',
  'documentAsked',
  'documentNotAdded',
  'cardApproved',
  'cancellationApproved',
  'rejected',
  'returnedByDocumentCheck',
  'sent',
] as const
export type NoticeKind = (typeof NOTICE_KINDS)[number]

/**
 * `waiting`: not sent yet. `refused`: the recipient's server does not take it. `noAddress`: the
 * account had no address. `expired`: could not be sent in time.
 */
export const MAIL_STATES = ['waiting', 'sent', 'refused', 'noAddress', 'expired'] as const
export type MailState = (typeof MAIL_STATES)[number]

/** How long one attempt may take; afterwards another process may try, in milliseconds. */
export const MAIL_CLAIM_MS = 2 * 60_000

const DAY_MS = 24 * 3_600_000
/** A later mail would report something that is long past. */
const MAIL_TERM_MS = 7 * DAY_MS
const MAIL_PAUSES_MS = [1, 5, 15, 60].map((minutes) => minutes * 60_000)

/** Whether a notice is too old for a mail. */
export function isTooOldForMail(noticeAt: Date, now: Date): boolean {
  return now.getTime() - noticeAt.getTime() > MAIL_TERM_MS
}

/**
 * When a mail is tried again.
 * @param attempts failed ones, at least 1
 */
export function nextMailAttempt(attempts: number, now: Date): Date {
  const pause = MAIL_PAUSES_MS[Math.min(attempts, MAIL_PAUSES_MS.length) - 1]!
  return new Date(now.getTime() + pause)
}
