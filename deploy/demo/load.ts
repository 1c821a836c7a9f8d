/**
 * Loads the demo into fresh servers: people first, then every request through its real workflow. It
 * runs once; an interrupted load continues without duplicates.
 */
import type { Deps } from '../../services/bureau/deps'
import { createClaims } from '../../services/shared/claims/claims'
import { parseClaimKey } from '../../services/shared/claims/keys'
import {
  createIdentityVault,
  parseIdentityHmacKey,
  parseIdentityKeys,
} from '../../services/shared/identity/vault'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import type { DocumentStoreSettings } from '../../services/shared/documents/store/documentStore'
import { connectStore } from '../../services/shared/store/connection'
import { completeNameWords } from '../../services/shared/store/nameWords'
import type { Draft } from '../../services/shared/store/draft'
import { connectTemporal } from '../../services/shared/temporal/connection'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import type { RequestTiming } from '../../workflows/domain/requestTiming'
import { submitDemoRequest, reach, takeStep } from './driveRequest'
import { uploadDocuments } from './files'
import { completeAccounts, loadPeople } from './loadPeople'
import type { LoadedPeople } from './loadPeople'
import { loadUnits } from './loadUnits'
import { clerks } from '../../services/kps/people/namedStaff'
import type { DemoPerson } from '../../services/kps/people/person'
import { demoRequests } from './requests'
import type { DemoRequest } from './requests'

export interface DemoServers {
  mongoUrl: string
  /** Setting AUDIT_KEYS. */
  auditKeys: string
  temporal: { address: string; namespace: string }
  s3: DocumentStoreSettings
  /** Same format as IDENTITY_KEYS and IDENTITY_HMAC_KEY. */
  identityKeys: string
  identityHmacKey: string
  /** Same format as CLAIM_KEY: the demo's clerks act as those of the bureau's web app. */
  claimKey: string
  /** As the portal gives it to new requests. */
  timing: RequestTiming
}

type LoadDeps = Pick<Deps, 'store' | 'runs' | 'claims' | 'documents'> & {
  people: LoadedPeople
  timing: RequestTiming
}

const everybody = (): boolean => true

/** A request of the demo with its id: demo-07 is the same request in every load. */
interface Numbered {
  id: string
  request: DemoRequest
}

/**
 * How many relatives are processed in parallel; more would only slow down each other's requests.
 */
const RELATIVES_AT_ONCE = 8

/**
 * Loads the demo unless it is there. Bucket, search attributes and both workers must be up.
 * @param requestsOf whose requests to file; the default is everybody, tests may limit it
 * @returns whether anything was left to load
 * @throws DemoStalled when a request does not reach its state within a minute
 */
export async function loadDemo(
  servers: DemoServers,
  requestsOf: (person: DemoPerson) => boolean = everybody,
): Promise<'loaded' | 'loadedBefore'> {
  const store = await connectStore(servers.mongoUrl, servers.auditKeys)
  const temporal = connectTemporal(servers.temporal)
  try {
    const loads = store.connection.collection<{ _id: string; at: Date }>('demoLoads')
    const vault = createIdentityVault({
      keys: parseIdentityKeys(servers.identityKeys),
      hmacKey: parseIdentityHmacKey(servers.identityHmacKey),
    })
    if ((await loads.findOne({ _id: 'complete' })) !== null) {
      await completeAccounts(store, vault)
      await completeNameWords(store)
      await loadUnits(store, vault)
      return 'loadedBefore'
    }
    const people = await loadPeople(store, vault, istanbulDayOf(new Date().toISOString()))
    await loadUnits(store, vault)
    const documents = createDocumentStore(servers.s3)
    await driveAll(
      {
        store,
        runs: createRequestRuns(temporal.client),
        claims: createClaims(parseClaimKey(servers.claimKey)),
        documents,
        people,
        timing: servers.timing,
      },
      requestsOf,
    )
    await loads.insertOne({ _id: 'complete', at: new Date() })
    return 'loaded'
  } finally {
    await Promise.all([temporal.close(), store.close()])
  }
}

/** Several relatives in parallel; the requests of one relative in order. */
async function driveAll(
  deps: LoadDeps,
  requestsOf: (person: DemoPerson) => boolean,
): Promise<void> {
  const numbered = demoRequests.map((request, n) => ({
    id: `demo-${String(n + 1).padStart(2, '0')}`,
    request,
  }))
  const relatives = new Set(demoRequests.map(({ person }) => person).filter(requestsOf)).values()
  const driveTheNext = async () => {
    for (const relative of relatives) {
      const requests = numbered.filter(({ request }) => request.person === relative)
      await driveRelative(deps, requests)
    }
  }
  await Promise.all(Array.from({ length: RELATIVES_AT_ONCE }, driveTheNext))
}

async function driveRelative(deps: LoadDeps, requests: readonly Numbered[]): Promise<void> {
  for (const { id, request } of requests) {
    await submitDemoRequest(
      deps,
      deps.people.staffOf(request.applicant),
      await prepareDraft(deps, id, request),
    )
    for (const step of request.steps)
      await takeStep(deps, deps.people.staffOf(clerkOf(id)).id, id, step)
  }
  for (const { id, request } of requests) await reach(deps, id, request.state)
}

/** The clerks take turns. */
function clerkOf(requestId: string) {
  return clerks[Number(requestId.slice(-2)) % clerks.length]!
}

/** Uploads the files once; after an interruption the draft already has them. */
async function prepareDraft(
  { store, documents, people }: LoadDeps,
  id: string,
  request: DemoRequest,
): Promise<Draft> {
  const existing = await store.drafts.findById(id).lean()
  if (existing !== null) return existing
  const draft = await store.drafts.create({
    _id: id,
    ownerId: people.staffOf(request.applicant).id,
    personId: people.personIdOf(request.person),
    type: request.type,
    reason: request.type === 'cancellationRequest' ? request.reason : null,
    reasonDetail: request.type === 'cancellationRequest' ? request.reasonDetail : null,
    documents: await uploadDocuments(documents, request),
    responsibilityAccepted: request.type === 'cardRequest',
    updatedAt: new Date(),
  })
  return draft.toObject()
}
