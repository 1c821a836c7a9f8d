/** What the bureau's web app needs from its environment. */
import { cardFeeOf } from '../shared/config/cardFee'
import { readEnvironment } from '../shared/config/environment'
import {
  bureauPort,
  feeSettings,
  identitySettings,
  logSettings,
  mongoSettings,
  s3Settings,
  slipSettings,
  temporalSettings,
  webSettings,
} from '../shared/config/settings'

export const bureauSettings = {
  ...bureauPort,
  ...mongoSettings,
  ...temporalSettings,
  ...s3Settings,
  ...identitySettings,
  ...webSettings,
  ...feeSettings,
  ...slipSettings,
  ...logSettings,
}

/** @throws ConfigurationError with every variable that is missing or wrong */
export function readBureauConfig(environment: NodeJS.ProcessEnv) {
  const config = readEnvironment('bureau', bureauSettings, environment)
  return { ...config, fee: cardFeeOf('bureau', config) }
}
