/** What the bureau's web app needs from its environment. */
import { readEnvironment } from '../shared/config/environment'
import {
  bureauPort,
  identitySettings,
  logSettings,
  mongoSettings,
  s3Settings,
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
  ...logSettings,
}

/** @throws ConfigurationError with every variable that is missing or wrong */
export function readBureauConfig(environment: NodeJS.ProcessEnv) {
  return readEnvironment('bureau', bureauSettings, environment)
}
