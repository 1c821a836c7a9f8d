/** What the two worker processes need from their environment. */
import { logSettings, mongoSettings, s3Settings, temporalSettings } from '../shared/config/settings'

export const requestsWorkerSettings = { ...mongoSettings, ...temporalSettings, ...logSettings }
export const documentsWorkerSettings = { ...s3Settings, ...temporalSettings, ...logSettings }
