/** What the portal needs from its environment. */
import { cardFeeOf } from '../shared/config/cardFee'
import { readEnvironment } from '../shared/config/environment'
import {
  feeSettings,
  certificateSettings,
  identitySettings,
  logSettings,
  metricsSettings,
  recordSettings,
  portalPort,
  portalTlsPort,
  s3Settings,
  slipSettings,
  temporalSettings,
  timingSettings,
  uploadSettings,
  webSettings,
} from '../shared/config/settings'
import { timingOf } from '../shared/config/timing'

export const portalSettings = {
  ...portalPort,
  ...portalTlsPort,
  ...certificateSettings,
  ...recordSettings,
  ...temporalSettings,
  ...s3Settings,
  ...webSettings,
  ...feeSettings,
  ...slipSettings,
  ...timingSettings,
  ...uploadSettings,
  ...logSettings,
  ...metricsSettings,
}

/** @throws ConfigurationError with every variable that is missing or wrong */
export function readPortalConfig(environment: NodeJS.ProcessEnv) {
  const config = readEnvironment('portal', portalSettings, environment)
  // The portal gets this key only where certificates name identity numbers.
  const { IDENTITY_HMAC_KEY } =
    config.CERTIFICATE_HOLDER.meaning === 'identityNumber'
      ? readEnvironment(
          'portal',
          { IDENTITY_HMAC_KEY: identitySettings.IDENTITY_HMAC_KEY },
          environment,
        )
      : { IDENTITY_HMAC_KEY: undefined }
  return {
    ...config,
    IDENTITY_HMAC_KEY,
    timing: timingOf(config),
    fee: cardFeeOf('portal', config),
  }
}
