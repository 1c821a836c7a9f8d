/** What the bureau's web app needs from its environment. */
import { cardFeeOf } from '../shared/config/cardFee'
import { ConfigurationError, readEnvironment } from '../shared/config/environment'
import {
  bureauLoginSettings,
  certificateSettings,
  bureauPort,
  claimKeySettings,
  feeSettings,
  bureauTlsPort,
  identitySettings,
  logSettings,
  metricsSettings,
  recordSettings,
  s3Settings,
  slipSettings,
  temporalSettings,
  webSettings,
} from '../shared/config/settings'

export const bureauSettings = {
  ...bureauPort,
  ...bureauTlsPort,
  ...certificateSettings,
  ...bureauLoginSettings,
  ...recordSettings,
  ...temporalSettings,
  ...s3Settings,
  ...identitySettings,
  ...webSettings,
  ...feeSettings,
  ...slipSettings,
  ...claimKeySettings,
  ...logSettings,
  ...metricsSettings,
}

/** @throws ConfigurationError with every variable that is missing or wrong */
export function readBureauConfig(environment: NodeJS.ProcessEnv) {
  const config = readEnvironment('bureau', bureauSettings, environment)
  if (config.BUREAU_LOGIN === 'certificate' && config.CERTIFICATE_LOGIN === 'off')
    throw new ConfigurationError('bureau', [
      'BUREAU_LOGIN: certificate için CERTIFICATE_LOGIN listener ya da proxy olmalı',
    ])
  return { ...config, fee: cardFeeOf('bureau', config) }
}
