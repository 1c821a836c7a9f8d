/** The clocks of new requests, from the settings. */
import type { z } from 'zod'
import type { RequestTiming } from '../../../workflows/domain/requestTiming'
import type { timingSettings } from './settings'

type TimingConfig = {
  [Name in keyof typeof timingSettings]: z.output<(typeof timingSettings)[Name]>
}

/** The timing that a request keeps from its start; the demo's requests have the same. */
export function timingOf(config: TimingConfig): RequestTiming & { reversalDays: number } {
  return {
    reviewDueDays: config.REVIEW_DUE_DAYS,
    reviewReminderDaysBefore: config.REVIEW_REMINDER_DAYS_BEFORE,
    cardReminderDays: config.CARD_REMINDER_DAYS,
    reversalDays: config.REVERSAL_DAYS,
    applicantReminderDays: config.APPLICANT_REMINDER_DAYS,
    applicantWaitDays: config.APPLICANT_WAIT_DAYS,
  }
}
