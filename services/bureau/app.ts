/** The bureau's web app, built from the parts of its process. */
import type { IdentityVault } from '../shared/identity/vault'
import { createClaims } from '../shared/claims/claims'
import type { ClaimKey } from '../shared/claims/keys'
import type { CardFee } from '../shared/config/cardFee'
import type { Log } from '../shared/log/log'
import type { DocumentWork } from '../shared/documents/pool/documentWork'
import type { DocumentStore } from '../shared/documents/store/documentStore'
import { StorageUnavailable } from '../shared/documents/store/errors'
import { createReturnSlips } from '../shared/print/returnSlips'
import { createChanges } from '../shared/store/changes'
import type { Store } from '../shared/store/connection'
import { announceCalendar } from '../shared/temporal/calendar'
import { EngineUnavailable } from '../shared/temporal/connection'
import type { TemporalConnection } from '../shared/temporal/connection'
import { createBatchRuns } from '../shared/temporal/batchRuns'
import { createRefreshRuns } from '../shared/temporal/refreshRuns'
import { createRequestRuns } from '../shared/temporal/requestRuns'
import { createAccounts, createAuditTrail, createWebApp } from '../shared/web'
import type { Route, WebAppOptions } from '../shared/web'
import { BUREAU } from '../shared/accounts/roles'
import type { Deps } from './deps'
import { bureauNavigation } from './navigation'
import { bureauOpeningPages } from './openingPages'
import { arrivalRoutes } from './routes/arrivals'
import { assignmentRoutes } from './routes/assignments'
import { auditTrailRoutes } from './routes/auditTrail'
import { calendarRoutes } from './routes/calendar'
import { batchRoutes } from './routes/batches'
import { cardArrivalRoutes } from './routes/cardArrival'
import { clerkRoutes } from './routes/clerks'
import { decisionRoutes } from './routes/decision'
import { documentAskRoutes } from './routes/documentAsk'
import { documentRoutes } from './routes/documents'
import { escalationRoutes } from './routes/escalation'
import { heldDecisionRoutes } from './routes/heldDecisions'
import { homeRoutes } from './routes/home'
import { leaseRoutes } from './routes/lease'
import { managementRoutes } from './routes/management'
import { identityNumberRoutes } from './routes/identityNumber'
import { productionRoutes } from './routes/production'
import { registerRoutes } from './routes/register'
import { reasonRoutes } from './routes/reasons'
import { reassignRoutes } from './routes/reassign'
import { requestRoutes } from './routes/request'
import { reviewRoutes } from './routes/review'
import { savedFilterRoutes } from './routes/savedFilters'
import { reversalRoutes } from './routes/reversal'
import { searchRoutes } from './routes/search'
import { statisticsRoutes } from './routes/statistics'
import { singleKeysRoutes } from './routes/singleKeys'
import { workListRoutes } from './routes/workList'
import { keepSendingDecisions } from './operations/sendHeldDecisions'
import { heldOnPage } from './viewModels/held'

const USUAL_UNDO_MS = 10_000

interface BureauOptions {
  store: Store
  temporal: TemporalConnection
  documents: DocumentStore
  work: DocumentWork
  vault: IdentityVault
  fee: CardFee | null
  /** Signs the codes of return slips; the same in both apps. */
  slipKey: string
  /** Signs the bureau's messages to the runs. */
  claimKey: ClaimKey
  /** How long a decision can be taken back, in milliseconds; ten seconds if not given. */
  undoMs?: number
  log: Log
  sessionSecret: string
  publicAddress: string
  https: boolean
  certificateDoor?: WebAppOptions['certificateDoor']
  certificateOnly?: boolean
  trustedProxies: readonly string[]
  limits?: WebAppOptions['limits']
}

/**
 * Builds the app and returns its routes too, for tests that visit all of them, and what sends held
 * decisions until it is stopped.
 */
export function createBureauApp({
  store,
  temporal,
  documents,
  work,
  vault,
  fee,
  slipKey,
  claimKey,
  undoMs = USUAL_UNDO_MS,
  limits,
  ...rest
}: BureauOptions) {
  const deps: Deps = {
    store,
    changes: createChanges(store, rest.log, ['requests', 'leases']),
    documents,
    work,
    fee,
    slips: createReturnSlips(slipKey),
    vault,
    runs: createRequestRuns(temporal.client, temporal.answerWithinMs),
    announceCalendar: () => announceCalendar(temporal.client, temporal.answerWithinMs),
    batchRuns: createBatchRuns(temporal.client, temporal.answerWithinMs),
    refreshes: createRefreshRuns(temporal.client, temporal.answerWithinMs),
    claims: createClaims(claimKey),
    undoMs,
  }
  const built = createWebApp({
    ...rest,
    ...(limits === undefined ? {} : { limits }),
    name: 'bureau',
    admits: BUREAU,
    routes: bureauRoutes(deps),
    navigation: bureauNavigation(store),
    belowMessages: async (account, t) => ({
      held: await heldOnPage(store, account, new Date(), t),
    }),
    openingPages: bureauOpeningPages,
    accounts: createAccounts(store),
    recordAudit: createAuditTrail(store),
    mongo: { client: store.connection.getClient(), database: store.connection.name },
    healthChecks: { database: store.ping, engine: temporal.ping, documents: documents.health },
    unavailable: [EngineUnavailable, StorageUnavailable],
  })
  return { ...built, keepSending: () => keepSendingDecisions(deps, rest.log) }
}

/** All routes of the bureau except those of the kit. */
export function bureauRoutes(deps: Deps): Route[] {
  return [
    ...homeRoutes(deps),
    ...workListRoutes(deps),
    ...arrivalRoutes(deps),
    ...savedFilterRoutes(deps),
    ...requestRoutes(deps),
    ...reviewRoutes(deps),
    ...leaseRoutes(deps),
    ...identityNumberRoutes(deps),
    ...singleKeysRoutes(deps),
    ...decisionRoutes(deps),
    ...heldDecisionRoutes(deps),
    ...documentAskRoutes(deps),
    ...escalationRoutes(deps),
    ...registerRoutes(deps),
    ...cardArrivalRoutes(deps),
    ...productionRoutes(deps),
    ...batchRoutes(deps),
    ...assignmentRoutes(deps),
    ...reversalRoutes(deps),
    ...documentRoutes(deps),
    ...searchRoutes(deps),
    ...managementRoutes(deps),
    ...statisticsRoutes(deps),
    ...auditTrailRoutes(deps),
    ...calendarRoutes(deps),
    ...clerkRoutes(deps),
    ...reasonRoutes(deps),
    ...reassignRoutes(deps),
  ]
}
