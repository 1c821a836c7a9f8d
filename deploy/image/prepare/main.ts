/**
 * Creates what the processes need: the replica set with a user for each process, the namespace with
 * its search attributes, and the bucket. Runs to completion before them at every start; existing
 * things are kept.
 */
import { createLog } from '../../../services/shared/log/log'
import { exitOnFailure } from '../../../services/shared/process/exitOnFailure'
import { createDocumentStore } from '../../../services/shared/documents/store/documentStore'
import { engineOf } from '../../../services/shared/temporal/engine'
import { readPrepareConfig } from './config'
import { patiently } from './patiently'
import { prepareNamespace } from './namespace'
import { prepareRecord } from './record'

async function main(): Promise<void> {
  const config = readPrepareConfig(process.env)
  const log = createLog('prepare', config.LOG_LEVEL)
  const documents = createDocumentStore({
    endpoint: config.S3_ENDPOINT,
    accessKey: config.S3_ACCESS_KEY,
    secretKey: config.S3_SECRET_KEY,
    bucket: config.S3_BUCKET,
  })
  await Promise.all([
    patiently(log, 'record', () =>
      prepareRecord({
        adminUrl: config.MONGO_ADMIN_URL,
        url: config.MONGO_URL,
        passwords: config.passwords,
        auditKeys: config.AUDIT_KEYS,
      }),
    ),
    patiently(log, 'namespace', () => prepareNamespace(engineOf(config))),
    patiently(log, 'bucket', () => documents.ensureBucket()),
  ])
  log.info('prepared')
}

exitOnFailure(main)
