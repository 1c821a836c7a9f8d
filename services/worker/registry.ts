/**
 * The worker of the queue `registry`: the only process that asks the population register, and the
 * only worker that can read identity numbers.
 */
import { createRegistryActivities } from '../../activities/families/askRegistry'
import { TASK_QUEUES } from '../../workflows/contract'
import { readEnvironment } from '../shared/config/environment'
import {
  createIdentityVault,
  parseIdentityHmacKey,
  parseIdentityKeys,
} from '../shared/identity/vault'
import { createLog } from '../shared/log/log'
import { createMetrics } from '../shared/metrics/metrics'
import { exitOnFailure } from '../shared/process/exitOnFailure'
import { createKpsFamilyRegistry } from '../shared/registry/kps/kpsFamilyRegistry'
import { connectStore } from '../shared/store/connection'
import { registryWorkerSettings } from './config'
import { engineOf } from '../shared/temporal/engine'
import { runWorker } from './runWorker'

/** The register slows down under load; more questions at once would only make that worse. */
const QUESTIONS_AT_ONCE = 10

async function main(): Promise<void> {
  const config = readEnvironment('registry', registryWorkerSettings, process.env)
  const log = createLog('registry', config.LOG_LEVEL)
  const vault = createIdentityVault({
    keys: parseIdentityKeys(config.IDENTITY_KEYS),
    hmacKey: parseIdentityHmacKey(config.IDENTITY_HMAC_KEY),
  })
  const registry = createKpsFamilyRegistry({
    endpoint: config.KPS_ENDPOINT,
    issuerEndpoint: config.KPS_STS_ENDPOINT,
    username: config.KPS_USERNAME,
    password: config.KPS_PASSWORD,
    service: config.KPS_SERVICE,
    date: config.KPS_SERVICE_DATE,
    relationCodes: config.KPS_RELATION_CODES,
    answerWithinMs: config.KPS_TIMEOUT_SECONDS * 1_000,
  })
  const metrics = createMetrics('registry')
  await runWorker(
    log,
    engineOf(config),
    async () => {
      const store = await connectStore(config.MONGO_URL, config.AUDIT_KEYS)
      return {
        options: {
          taskQueue: TASK_QUEUES.registry,
          activities: { ...createRegistryActivities({ store, vault, registry, log }) },
          maxConcurrentActivityTaskExecutions: QUESTIONS_AT_ONCE,
        },
        close: () => store.close(),
      }
    },
    { metrics, at: config },
  )
}

exitOnFailure(main)
