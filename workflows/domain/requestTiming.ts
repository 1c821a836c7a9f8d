import type { Leave } from './holidays'

/**
 * The clocks of a request, in working days of Türkiye. Passed with each start, so that an open run
 * keeps its own.
 */
export interface RequestTiming {
  /** A review is due on this working day after it entered the queue. */
  reviewDueDays: number
  /** The bureau is reminded this many working days before the review is due. */
  reviewReminderDaysBefore: number
  /**
   * The applicant is reminded after each of these numbers of working days without the card.
   * Ascending.
   */
  cardReminderDays: readonly number[]
  /** Administrative leave that is known when the request is filed; none if missing. */
  leave?: Leave
  /**
   * For so many calendar days a delivery that was recorded by mistake can be taken back. Missing in
   * earlier requests, whose production ends with the delivery.
   */
  reversalDays?: number
  /**
   * The applicant is reminded after each of these numbers of working days without the document that
   * was asked for. Ascending.
   */
  applicantReminderDays: readonly number[]
  /** After so many working days without it, the request goes back to the bureau as it is. */
  applicantWaitDays: number
}

/** The usual number of days in which a delivery can be taken back. */
export const DEFAULT_REVERSAL_DAYS = 7

export const DEFAULT_TIMING: RequestTiming = {
  reviewDueDays: 10,
  reviewReminderDaysBefore: 2,
  cardReminderDays: [10, 20],
  applicantReminderDays: [3, 7],
  applicantWaitDays: 10,
}
