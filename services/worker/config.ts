/** What the worker processes need from their environment. */
import { NOT_GIVEN } from '../shared/config/cardFee'
import { ConfigurationError, readEnvironment } from '../shared/config/environment'
import {
  claimPublicKeysSettings,
  identitySettings,
  kpsSettings,
  logSettings,
  mailSettings,
  metricsSettings,
  recordSettings,
  releaseSettings,
  s3Settings,
  temporalSettings,
} from '../shared/config/settings'

export const requestsWorkerSettings = {
  ...recordSettings,
  ...temporalSettings,
  ...mailSettings,
  ...claimPublicKeysSettings,
  ...releaseSettings,
  ...logSettings,
  ...metricsSettings,
}
export const documentsWorkerSettings = {
  ...s3Settings,
  ...temporalSettings,
  ...logSettings,
  ...metricsSettings,
}
export const registryWorkerSettings = {
  ...recordSettings,
  ...temporalSettings,
  ...identitySettings,
  ...kpsSettings,
  ...logSettings,
  ...metricsSettings,
}

/**
 * @returns the settings of the worker `requests`; `mail` is null if no mail server is given
 * @throws ConfigurationError with every variable that is missing or wrong
 */
export function readRequestsWorkerConfig(environment: NodeJS.ProcessEnv) {
  const config = readEnvironment('requests', requestsWorkerSettings, environment)
  const { SMTP_URL: url, MAIL_FROM: from } = config
  if (url !== NOT_GIVEN && from === NOT_GIVEN)
    throw new ConfigurationError('requests', ['MAIL_FROM: SMTP_URL verildiğinde gerekir'])
  return { ...config, mail: url === NOT_GIVEN ? null : { url, from } }
}
