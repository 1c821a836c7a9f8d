/** What the step `access` needs from its environment. */
import { z } from 'zod'
import { readEnvironment } from '../../../services/shared/config/environment'
import { logSettings, s3Settings } from '../../../services/shared/config/settings'
import type { RoleKeys, S3Keys } from './documentStore'

const { S3_ACCESS_KEY, S3_SECRET_KEY, S3_BUCKET } = s3Settings

export const accessSettings = {
  /** The administrator's. */
  S3_ACCESS_KEY,
  S3_SECRET_KEY,
  S3_BUCKET,
  PORTAL_S3_ACCESS_KEY: S3_ACCESS_KEY,
  PORTAL_S3_SECRET_KEY: S3_SECRET_KEY,
  BUREAU_S3_ACCESS_KEY: S3_ACCESS_KEY,
  BUREAU_S3_SECRET_KEY: S3_SECRET_KEY,
  DOCUMENTS_S3_ACCESS_KEY: S3_ACCESS_KEY,
  DOCUMENTS_S3_SECRET_KEY: S3_SECRET_KEY,
  /** Where the files of the object store are written. */
  ACCESS_FOLDER: z.string().min(1, 'boş olamaz'),
  /** Where the certificates of the engine and its clients are written, a folder for each. */
  ENGINE_ACCESS_FOLDER: z.string().min(1, 'boş olamaz'),
  ...logSettings,
}

/** @throws ConfigurationError with every variable that is missing or wrong */
export function readAccessConfig(environment: NodeJS.ProcessEnv) {
  const config = readEnvironment('access', accessSettings, environment)
  const keysOf = (prefix: 'PORTAL' | 'BUREAU' | 'DOCUMENTS'): S3Keys => ({
    accessKey: config[`${prefix}_S3_ACCESS_KEY`],
    secretKey: config[`${prefix}_S3_SECRET_KEY`],
  })
  const roles: RoleKeys = {
    portal: keysOf('PORTAL'),
    bureau: keysOf('BUREAU'),
    documents: keysOf('DOCUMENTS'),
  }
  const admin: S3Keys = { accessKey: config.S3_ACCESS_KEY, secretKey: config.S3_SECRET_KEY }
  return { ...config, admin, roles }
}
