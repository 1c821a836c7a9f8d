/**
 * Writes what the S3 server needs before it starts: the identities of the processes, and the
 * certificate without which its inner ports answer nobody. Runs to completion at every start.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createLog } from '../../../services/shared/log/log'
import { exitOnFailure } from '../../../services/shared/process/exitOnFailure'
import { ensureCertificate } from './certificate'
import { readAccessConfig } from './config'
import { identitiesFile } from './documentStore'

/** Host name of the S3 server in the compose file. */
const S3_HOST = 's3'

async function main(): Promise<void> {
  const { ACCESS_FOLDER, S3_BUCKET, LOG_LEVEL, admin, roles } = readAccessConfig(process.env)
  const log = createLog('access', LOG_LEVEL)
  mkdirSync(ACCESS_FOLDER, { recursive: true })
  writeFileSync(
    path.join(ACCESS_FOLDER, 'identities.json'),
    identitiesFile(admin, roles, S3_BUCKET),
    { mode: 0o600 },
  )
  await ensureCertificate(ACCESS_FOLDER, 'SeaweedFS', { host: S3_HOST })
  log.info('prepared')
}

exitOnFailure(main)
