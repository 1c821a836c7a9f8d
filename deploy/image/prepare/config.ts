/** What the preparations need from their environment. */
import { z } from 'zod'
import { readEnvironment } from '../../../services/shared/config/environment'
import {
  logSettings,
  recordSettings,
  s3Settings,
  temporalSettings,
} from '../../../services/shared/config/settings'
import { RECORD_ROLES } from './roles'
import type { RecordRole } from './roles'

const password = z.string().min(1, 'boş olamaz')

export const prepareSettings = {
  ...recordSettings,
  /** The same server as administrator, with a direct connection. */
  MONGO_ADMIN_URL: recordSettings.MONGO_URL,
  PORTAL_MONGO_PASSWORD: password,
  BUREAU_MONGO_PASSWORD: password,
  REQUESTS_MONGO_PASSWORD: password,
  REGISTRY_MONGO_PASSWORD: password,
  OPERATOR_MONGO_PASSWORD: password,
  ...temporalSettings,
  ...s3Settings,
  ...logSettings,
}

/** @throws ConfigurationError with every variable that is missing or wrong */
export function readPrepareConfig(environment: NodeJS.ProcessEnv) {
  const config = readEnvironment('prepare', prepareSettings, environment)
  const passwords = Object.fromEntries(
    RECORD_ROLES.map((role) => [
      role,
      config[`${role.toUpperCase() as Uppercase<RecordRole>}_MONGO_PASSWORD`],
    ]),
  ) as Record<RecordRole, string>
  return { ...config, passwords }
}
