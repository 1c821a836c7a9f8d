/** What the worker processes need from their environment. */
import {
  identitySettings,
  kpsSettings,
  logSettings,
  mongoSettings,
  s3Settings,
  temporalSettings,
} from '../shared/config/settings'

export const requestsWorkerSettings = { ...mongoSettings, ...temporalSettings, ...logSettings }
export const documentsWorkerSettings = { ...s3Settings, ...temporalSettings, ...logSettings }
export const registryWorkerSettings = {
  ...mongoSettings,
  ...temporalSettings,
  ...identitySettings,
  ...kpsSettings,
  ...logSettings,
}
