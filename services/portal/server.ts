/** The process of the portal. */
import { prepareImageLibrary } from '../shared/documents/pictures/imageLibrary'
import { createDocumentPool } from '../shared/documents/pool/documentPool'
import { createLog } from '../shared/log/log'
import { measured } from '../shared/metrics/httpMetrics'
import { createMetrics, serveMetrics } from '../shared/metrics/metrics'
import { exitOnFailure } from '../shared/process/exitOnFailure'
import { createDocumentStore } from '../shared/documents/store/documentStore'
import { connectStore } from '../shared/store/connection'
import { connectTemporal } from '../shared/temporal/connection'
import { engineOf } from '../shared/temporal/engine'
import { keepSettings } from '../shared/web/keepSettings'
import { serve } from '../shared/web/serve'
import { readCertificateLogin } from '../shared/web/signIn/certificate/readCertificateLogin'
import { createPortalApp } from './app'
import { readPortalConfig } from './config'

async function main(): Promise<void> {
  const config = readPortalConfig(process.env)
  const log = createLog('portal', config.LOG_LEVEL)
  const certificates = readCertificateLogin('portal', config)
  prepareImageLibrary()
  const work = createDocumentPool()
  const documents = createDocumentStore({
    endpoint: config.S3_ENDPOINT,
    accessKey: config.S3_ACCESS_KEY,
    secretKey: config.S3_SECRET_KEY,
    bucket: config.S3_BUCKET,
  })
  const temporal = connectTemporal(engineOf(config))
  const store = await connectStore(config.MONGO_URL, config.AUDIT_KEYS)
  const stopSettings = await keepSettings(store, log)
  const { app } = createPortalApp({
    store,
    temporal,
    documents,
    work,
    timing: config.timing,
    fee: config.fee,
    slipKey: config.SLIP_KEY,
    log,
    sessionSecret: config.SESSION_SECRET,
    publicAddress: config.PUBLIC_URL,
    https: config.COOKIE_SECURE,
    certificateDoor: certificates?.door,
    trustedProxies: config.TRUSTED_PROXIES,
    uploadFolder: config.UPLOAD_FOLDER,
  })
  const metrics = createMetrics('portal')
  const answering = measured(app, metrics)
  const endMetrics = await serveMetrics(metrics, config, log)
  await serve(answering, {
    address: config.LISTEN_ADDRESS,
    port: config.PORTAL_PORT,
    log,
    tls: certificates?.credential && {
      ...certificates.credential,
      port: config.PORTAL_TLS_PORT,
    },
    close: async () => {
      await work.close()
      await temporal.close()
      stopSettings()
      await store.close()
      await endMetrics()
    },
  })
}

exitOnFailure(main)
