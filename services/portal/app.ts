/** The portal's web app, put together from what its process has. */
import { PdfReaderStalled } from '../shared/documents/intake/pdfThread'
import type { RequestTiming } from '../../workflows/domain/requestTiming'
import type { Log } from '../shared/log/log'
import type { DocumentStore } from '../shared/documents/store/documentStore'
import { StorageUnavailable } from '../shared/documents/store/errors'
import type { Store } from '../shared/store/connection'
import { EngineUnavailable } from '../shared/temporal/connection'
import type { TemporalConnection } from '../shared/temporal/connection'
import { createRequestRuns } from '../shared/temporal/requestRuns'
import { createAccounts, createAuditTrail, createWebApp } from '../shared/web'
import type { Route, WebAppOptions } from '../shared/web'
import { PORTAL } from '../shared/accounts/roles'
import type { Deps } from './deps'
import { portalNavigation } from './navigation'
import { cancellationRoutes } from './routes/cancellation'
import { cardRequestRoutes } from './routes/cardRequest'
import { documentRoutes } from './routes/documents'
import { familyRoutes } from './routes/family'
import { homeRoutes } from './routes/home'
import { requestRoutes } from './routes/request'

interface PortalOptions {
  store: Store
  temporal: TemporalConnection
  documents: DocumentStore
  /** The clocks that new requests are given. */
  timing: RequestTiming
  log: Log
  sessionSecret: string
  https: boolean
  trustedProxies: readonly string[]
  limits?: WebAppOptions['limits']
}

/** Builds the app; its routes come back as a list, for tests that walk them. */
export function createPortalApp({
  store,
  temporal,
  documents,
  timing,
  limits,
  ...rest
}: PortalOptions) {
  const deps: Deps = {
    store,
    documents,
    runs: createRequestRuns(temporal.client, temporal.answerWithinMs),
    timing,
  }
  return createWebApp({
    ...rest,
    ...(limits === undefined ? {} : { limits }),
    name: 'portal',
    admits: PORTAL,
    routes: portalRoutes(deps),
    navigation: portalNavigation(store),
    accounts: createAccounts(store),
    recordAudit: createAuditTrail(store),
    mongo: { client: store.connection.getClient(), database: store.connection.name },
    healthChecks: { database: store.ping, engine: temporal.ping, documents: documents.health },
    unavailable: [EngineUnavailable, StorageUnavailable, PdfReaderStalled],
  })
}

/** What the portal is made of, beside the login. */
export function portalRoutes(deps: Deps): Route[] {
  return [
    ...homeRoutes(deps),
    ...familyRoutes(deps),
    ...cardRequestRoutes(deps),
    ...cancellationRoutes(deps),
    ...requestRoutes(deps),
    ...documentRoutes(deps),
  ]
}
