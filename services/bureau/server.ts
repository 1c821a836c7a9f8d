/** The process of the bureau's web app. */
import {
  createIdentityVault,
  parseIdentityHmacKey,
  parseIdentityKeys,
} from '../shared/identity/vault'
import { parseClaimKey } from '../shared/claims/keys'
import { createLog } from '../shared/log/log'
import { measured } from '../shared/metrics/httpMetrics'
import { createMetrics, serveMetrics } from '../shared/metrics/metrics'
import { exitOnFailure } from '../shared/process/exitOnFailure'
import { createDocumentPool } from '../shared/documents/pool/documentPool'
import { prepareImageLibrary } from '../shared/documents/pictures/imageLibrary'
import { createDocumentStore } from '../shared/documents/store/documentStore'
import { connectStore } from '../shared/store/connection'
import { connectTemporal } from '../shared/temporal/connection'
import { engineOf } from '../shared/temporal/engine'
import { keepSettings } from '../shared/web/keepSettings'
import { serve } from '../shared/web/serve'
import { readCertificateLogin } from '../shared/web/signIn/certificate/readCertificateLogin'
import { createBureauApp } from './app'
import { readBureauConfig } from './config'

async function main(): Promise<void> {
  const config = readBureauConfig(process.env)
  const log = createLog('bureau', config.LOG_LEVEL)
  const certificates = readCertificateLogin('bureau', config)
  prepareImageLibrary()
  // Draws papers of older records, which were stored without pictures of their pages.
  const work = createDocumentPool()
  const vault = createIdentityVault({
    keys: parseIdentityKeys(config.IDENTITY_KEYS),
    hmacKey: parseIdentityHmacKey(config.IDENTITY_HMAC_KEY),
  })
  const documents = createDocumentStore({
    endpoint: config.S3_ENDPOINT,
    accessKey: config.S3_ACCESS_KEY,
    secretKey: config.S3_SECRET_KEY,
    bucket: config.S3_BUCKET,
  })
  const temporal = connectTemporal(engineOf(config))
  const store = await connectStore(config.MONGO_URL, config.AUDIT_KEYS)
  const stopSettings = await keepSettings(store, log)
  const { app, keepSending } = createBureauApp({
    store,
    temporal,
    documents,
    work,
    vault,
    fee: config.fee,
    slipKey: config.SLIP_KEY,
    claimKey: parseClaimKey(config.CLAIM_KEY),
    log,
    sessionSecret: config.SESSION_SECRET,
    publicAddress: config.PUBLIC_URL,
    https: config.COOKIE_SECURE,
    certificateDoor: certificates?.door,
    certificateOnly: config.BUREAU_LOGIN === 'certificate',
    trustedProxies: config.TRUSTED_PROXIES,
  })
  const stopSending = keepSending()
  const metrics = createMetrics('bureau')
  const answering = measured(app, metrics)
  const endMetrics = await serveMetrics(metrics, config, log)
  await serve(answering, {
    address: config.LISTEN_ADDRESS,
    port: config.BUREAU_PORT,
    log,
    tls: certificates?.credential && {
      ...certificates.credential,
      port: config.BUREAU_TLS_PORT,
    },
    close: async () => {
      await stopSending()
      await work.close()
      await temporal.close()
      stopSettings()
      await store.close()
      await endMetrics()
    },
  })
}

exitOnFailure(main)
