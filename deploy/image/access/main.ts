/**
 * Writes what servers need before they start: the identities of the object store, the certificate
 * without which its inner ports answer nobody, and the certificates of the engine and its clients.
 * Runs to completion at every start.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createLog } from '../../../services/shared/log/log'
import { exitOnFailure } from '../../../services/shared/process/exitOnFailure'
import { ensureCertificate } from './certificate'
import { readAccessConfig } from './config'
import { ensureEngineCertificates } from './engine'
import { identitiesFile } from './documentStore'

/** Host name of the S3 server in the compose file. */
const S3_HOST = 's3'

async function main(): Promise<void> {
  const { ACCESS_FOLDER, ENGINE_ACCESS_FOLDER, S3_BUCKET, LOG_LEVEL, admin, roles } =
    readAccessConfig(process.env)
  const log = createLog('access', LOG_LEVEL)
  mkdirSync(ACCESS_FOLDER, { recursive: true })
  writeFileSync(
    path.join(ACCESS_FOLDER, 'identities.json'),
    identitiesFile(admin, roles, S3_BUCKET),
    { mode: 0o600 },
  )
  await ensureCertificate(ACCESS_FOLDER, 'SeaweedFS', { host: S3_HOST })
  await ensureEngineCertificates(ENGINE_ACCESS_FOLDER)
  log.info('prepared')
}

exitOnFailure(main)
