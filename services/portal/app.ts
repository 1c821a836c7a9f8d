/** The portal's web app, built from the parts of its process. */
import type { RequestTiming } from '../../workflows/domain/requestTiming'
import type { CardFee } from '../shared/config/cardFee'
import type { Log } from '../shared/log/log'
import type { DocumentWork } from '../shared/documents/pool/documentWork'
import type { DocumentStore } from '../shared/documents/store/documentStore'
import { StorageUnavailable } from '../shared/documents/store/errors'
import { createReturnSlips } from '../shared/print/returnSlips'
import { createChanges } from '../shared/store/changes'
import type { Store } from '../shared/store/connection'
import { EngineUnavailable } from '../shared/temporal/connection'
import type { TemporalConnection } from '../shared/temporal/connection'
import { createRefreshRuns } from '../shared/temporal/refreshRuns'
import { createRequestRuns } from '../shared/temporal/requestRuns'
import { createAccounts, createAuditTrail, createWebApp } from '../shared/web'
import type { Route, WebAppOptions } from '../shared/web'
import { PORTAL } from '../shared/accounts/roles'
import type { Deps } from './deps'
import { portalNavigation } from './navigation'
import { portalOpeningPages } from './openingPages'
import { accountActRoutes } from './routes/accountActs'
import { accountOpeningRoutes } from './routes/accountOpening'
import { accountRoutes } from './routes/accounts'
import { cancellationRoutes } from './routes/cancellation'
import { cardRequestRoutes } from './routes/cardRequest'
import { documentRoutes } from './routes/documents'
import { familyRoutes } from './routes/family'
import { familyRefreshRoutes } from './routes/familyRefresh'
import { homeRoutes } from './routes/home'
import { printedFormRoutes } from './routes/printedForms'
import { missingRoutes } from './routes/missing'
import { newsRoutes } from './routes/news'
import { noticeRoutes } from './routes/notices'
import { privacyRoutes } from './routes/privacy'
import { proposalRoutes } from './routes/proposal'
import { requestRoutes } from './routes/request'
import { unitRoutes } from './routes/units'
import { withdrawalRoutes } from './routes/withdrawal'

interface PortalOptions {
  store: Store
  temporal: TemporalConnection
  documents: DocumentStore
  work: DocumentWork
  /** The deadlines of new requests. */
  timing: RequestTiming
  fee: CardFee | null
  /** Signs the codes of return slips; the same in both apps. */
  slipKey: string
  log: Log
  sessionSecret: string
  publicAddress: string
  https: boolean
  certificateDoor?: WebAppOptions['certificateDoor']
  trustedProxies: readonly string[]
  uploadFolder?: string
  limits?: WebAppOptions['limits']
}

/** Builds the app and returns its routes too, for tests that visit all of them. */
export function createPortalApp({
  store,
  temporal,
  documents,
  work,
  timing,
  fee,
  slipKey,
  limits,
  publicAddress,
  ...rest
}: PortalOptions) {
  const deps: Deps = {
    store,
    documents,
    work,
    fee,
    slips: createReturnSlips(slipKey),
    runs: createRequestRuns(temporal.client, temporal.answerWithinMs, temporal.rules),
    refreshes: createRefreshRuns(temporal.client, temporal.answerWithinMs),
    timing,
    publicAddress,
    changes: createChanges(store, rest.log),
  }
  return createWebApp({
    ...rest,
    publicAddress,
    ...(limits === undefined ? {} : { limits }),
    name: 'portal',
    admits: PORTAL,
    routes: portalRoutes(deps),
    navigation: portalNavigation(store),
    openingPages: portalOpeningPages,
    accounts: createAccounts(store),
    recordAudit: createAuditTrail(store),
    mongo: { client: store.connection.getClient(), database: store.connection.name },
    healthChecks: { database: store.ping, engine: temporal.ping, documents: documents.health },
    unavailable: [EngineUnavailable, StorageUnavailable],
  })
}

/** All routes of the portal except those of the kit. */
export function portalRoutes(deps: Deps): Route[] {
  return [
    ...homeRoutes(deps),
    ...familyRoutes(deps),
    ...familyRefreshRoutes(deps),
    ...cardRequestRoutes(deps),
    ...cancellationRoutes(deps),
    ...requestRoutes(deps),
    ...printedFormRoutes(deps),
    ...withdrawalRoutes(deps),
    ...missingRoutes(deps),
    ...documentRoutes(deps),
    ...proposalRoutes(deps),
    ...unitRoutes(deps),
    ...accountOpeningRoutes(deps),
    ...accountRoutes(deps),
    ...accountActRoutes(deps),
    ...noticeRoutes(deps),
    ...newsRoutes(deps),
    ...privacyRoutes(deps),
  ]
}
