/** What the portal needs from its environment. */
import type { RequestTiming } from '../../workflows/domain/requestTiming'
import { cardFeeOf } from '../shared/config/cardFee'
import { readEnvironment } from '../shared/config/environment'
import {
  feeSettings,
  logSettings,
  mongoSettings,
  portalPort,
  s3Settings,
  slipSettings,
  temporalSettings,
  timingSettings,
  uploadSettings,
  webSettings,
} from '../shared/config/settings'

export const portalSettings = {
  ...portalPort,
  ...mongoSettings,
  ...temporalSettings,
  ...s3Settings,
  ...webSettings,
  ...feeSettings,
  ...slipSettings,
  ...timingSettings,
  ...uploadSettings,
  ...logSettings,
}

/** @throws ConfigurationError with every variable that is missing or wrong */
export function readPortalConfig(environment: NodeJS.ProcessEnv) {
  const config = readEnvironment('portal', portalSettings, environment)
  const timing: RequestTiming = {
    reviewDueDays: config.REVIEW_DUE_DAYS,
    reviewReminderDaysBefore: config.REVIEW_REMINDER_DAYS_BEFORE,
    cardReminderDays: config.CARD_REMINDER_DAYS,
  }
  return { ...config, timing, fee: cardFeeOf('portal', config) }
}
