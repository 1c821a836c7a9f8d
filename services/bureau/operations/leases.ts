/** Leases of requests ("Bana al"): taken, renewed, given back and taken over. */
import { randomUUID } from 'node:crypto'
import { judgeAssigning, judgeTaking, judgeTakingOver } from '../../../workflows/domain/lease'
import type {
  LeasedCase,
  LeaseRefusal,
  TakeOverGround,
  Taker,
} from '../../../workflows/domain/lease'
import type { AuditEntry } from '../../shared/store/auditEntry'
import type { Store } from '../../shared/store/connection'
import { isDuplicateKey } from '../../shared/store/duplicateKey'
import type { StoredLease } from '../../shared/store/lease'
import type { Projected } from '../../shared/store/projected'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'

const LEASED_FIELDS = {
  number: 1,
  type: 1,
  status: 1,
  subState: 1,
  applicantId: 1,
  relatedStaffIds: 1,
} as const
/** What a lease needs to know of its request. */
export type LeasedRequest = Projected<RequestRecord, typeof LEASED_FIELDS>

export type LeaseAnswer =
  | { kind: 'taken'; until: Date }
  | { kind: 'refused'; cause: LeaseRefusal; lease: StoredLease | null }

/** @returns null when there is no such request */
export function leasedRequest(store: Store, requestId: string): Promise<LeasedRequest | null> {
  return store.requests.findById(requestId, LEASED_FIELDS).lean().exec()
}

/** The last lease of a request, also one that has ended. */
export function leaseOf(store: Store, requestId: string): Promise<StoredLease | null> {
  // A lease that another process has just taken must be seen at once.
  return store.leases.findById(requestId).readConcern('local').lean().exec()
}

/**
 * Takes a request that nobody holds, or renews the own lease.
 * @param pageId the open page that keeps it
 */
export function takeLease(
  store: Store,
  by: Taker,
  request: LeasedRequest,
  { pageId = null, now = new Date() }: { pageId?: string | null; now?: Date } = {},
): Promise<LeaseAnswer> {
  return changed(store, request, async (one, lease) => {
    const verdict = judgeTaking(one, by, now)
    if ('refused' in verdict) return { kind: 'refused', cause: verdict.refused, lease }
    // The renewal that was under way when the page was left.
    if (pageId !== null && lease?.leftBy === pageId)
      return { kind: 'refused', cause: 'notHeld', lease }
    const next = { _id: request._id, holder: by.id, until: verdict.until, pageId }
    return (await replaceLease(store, lease, next))
      ? { kind: 'taken', until: verdict.until }
      : 'overtaken'
  })
}

/** Gives the own lease back. */
export async function releaseLease(store: Store, holder: string, requestId: string): Promise<void> {
  await store.leases.deleteOne({ _id: requestId, holder })
}

/** Nobody works any more on a review that is decided; its card is in another list. */
export async function endLease(store: Store, requestId: string): Promise<void> {
  await store.leases.deleteOne({ _id: requestId })
}

/**
 * Ends the own lease because its page is left. One that was assigned stays, and so does one that
 * another page keeps: the person may have opened the request again meanwhile.
 */
export async function leavePage(
  store: Store,
  holder: string,
  requestId: string,
  pageId: string,
  now = new Date(),
): Promise<void> {
  await store.leases.updateOne(
    { _id: requestId, holder, pageId, assignedTo: { $ne: holder } },
    { until: now, leftBy: pageId },
  )
}

/**
 * Takes a request over from the colleague who holds it. The ground is in the audit trail of the
 * request, written in one transaction with the lease; the clerk's own words are stored separately (D12).
 */
export function takeOverLease(
  store: Store,
  by: Taker,
  request: LeasedRequest,
  {
    from,
    ground,
    words,
    now = new Date(),
    assignedBy = by.id,
  }: {
    from: string
    ground: TakeOverGround
    words: string
    now?: Date
    /** The head, who gives it to this person. */
    assignedBy?: string
  },
): Promise<LeaseAnswer> {
  return changed(store, request, async (one, lease) => {
    const verdict = judgeTakingOver(one, by, from, now)
    if ('refused' in verdict) return { kind: 'refused', cause: verdict.refused, lease }
    const next = { _id: request._id, holder: by.id, until: verdict.until, pageId: null }
    const explanationId = words === '' ? null : randomUUID()
    const isWritten = await store.connection.transaction(async (session) => {
      const { matchedCount } = await store.leases.updateOne(asSeen(lease!), next, { session })
      if (matchedCount === 0) return false
      if (explanationId !== null) {
        const explanation = { _id: explanationId, requestId: request._id, text: words }
        await store.explanations.create([{ ...explanation, by: assignedBy, at: now }], { session })
      }
      const entry = {
        event: assignedBy === by.id ? 'leaseTakenOver' : 'leaseReassigned',
        actor: assignedBy,
        subject: request._id,
        at: now,
        outcome: 'done',
        ground,
        from,
        ...(assignedBy === by.id ? {} : { to: by.id }),
        ...(explanationId === null ? {} : { explanationId }),
      } as const
      await store.audit.appendAll([entry], session)
      return true
    })
    return isWritten ? { kind: 'taken', until: verdict.until } : 'overtaken'
  })
}

/**
 * Assigns a request to a colleague, who holds it for a day. It is in the audit trail of the request,
 * written in one transaction with the lease.
 */
export function assignLease(
  store: Store,
  by: Taker,
  to: Taker,
  request: LeasedRequest,
  now = new Date(),
): Promise<LeaseAnswer> {
  return changed(store, request, async (one, lease) => {
    const verdict = judgeAssigning(one, by, to, now)
    if ('refused' in verdict) return { kind: 'refused', cause: verdict.refused, lease }
    const next = {
      ...{ _id: request._id, holder: to.id, until: verdict.until, pageId: null },
      assignedTo: to.id,
    }
    const from = lease !== null && lease.until > now ? { from: lease.holder } : {}
    const write = store.connection.transaction(async (session) => {
      if (lease === null) await store.leases.create([next], { session })
      else if ((await store.leases.updateOne(asSeen(lease), next, { session })).matchedCount === 0)
        return false
      const entry: AuditEntry = {
        event: 'requestAssigned',
        actor: by.id,
        subject: request._id,
        at: now,
        outcome: 'done',
        to: to.id,
        ...from,
      }
      await store.audit.appendAll([entry], session)
      return true
    })
    const isWritten = await write.catch((error: unknown) => {
      // Somebody else has just taken it.
      if (isDuplicateKey(error)) return false
      throw error
    })
    return isWritten ? { kind: 'taken', until: verdict.until } : 'overtaken'
  })
}

/** Requests that somebody other than this person holds at the moment. */
export async function heldByOthers(
  store: Store,
  accountId: string,
  now = new Date(),
): Promise<string[]> {
  return idsOf(
    await store.leases.find({ holder: { $ne: accountId }, until: { $gt: now } }, ID_ONLY).lean(),
  )
}

/** Requests that this person holds at the moment. */
export async function heldBy(store: Store, accountId: string, now = new Date()): Promise<string[]> {
  return idsOf(await store.leases.find({ holder: accountId, until: { $gt: now } }, ID_ONLY).lean())
}

/** Requests that anybody holds at the moment. */
export async function heldByAnybody(store: Store, now = new Date()): Promise<string[]> {
  return idsOf(await store.leases.find({ until: { $gt: now } }, ID_ONLY).lean())
}

const ID_ONLY = { _id: 1 } as const

function idsOf(leases: readonly { _id: string }[]): string[] {
  return leases.map(({ _id }) => _id)
}

/** A lease with the name of its holder. */
export interface NamedLease extends StoredLease {
  holderName: string
}

/** The current leases of these requests, by request; without a list, all current ones. */
export async function leasesOn(
  store: Store,
  requestIds: readonly string[] | null,
  now = new Date(),
): Promise<Map<string, NamedLease>> {
  const leases = await store.leases
    .find({ ...(requestIds && { _id: { $in: requestIds } }), until: { $gt: now } })
    .readConcern('local')
    .lean()
  if (leases.length === 0) return new Map()
  const holders = await store.accounts
    .find({ _id: { $in: leases.map(({ holder }) => holder) } }, { name: 1 })
    .lean()
  const nameOf = new Map(holders.map(({ _id, name }) => [_id, name]))
  return new Map(
    leases.map((lease) => [
      lease._id,
      { ...lease, holderName: nameOf.get(lease.holder) ?? lease.holder },
    ]),
  )
}

/** How often somebody else may change a lease between reading and writing it. */
const TRIES = 5

/** Judges the current lease and writes the next one, again if another person was faster. */
async function changed(
  store: Store,
  { _id, applicantId, relatedStaffIds, ...request }: LeasedRequest,
  change: (one: LeasedCase, lease: StoredLease | null) => Promise<LeaseAnswer | 'overtaken'>,
): Promise<LeaseAnswer> {
  for (let tries = 0; tries < TRIES; tries++) {
    const lease = await leaseOf(store, _id)
    const one = { state: stateOf(request), applicantId, relatedStaffIds, lease }
    const answer = await change(one, lease)
    if (answer !== 'overtaken') return answer
  }
  throw new Error(`The lease of ${_id} changes all the time`)
}

/** Writes a lease if the one before it is still the same. */
async function replaceLease(
  store: Store,
  before: StoredLease | null,
  next: StoredLease,
): Promise<boolean> {
  if (before !== null)
    return (await store.leases.updateOne(asSeen(before), next)).matchedCount === 1
  try {
    await store.leases.create(next)
    return true
  } catch (error) {
    if (isDuplicateKey(error)) return false
    throw error
  }
}

function asSeen({ _id, holder, until }: StoredLease) {
  return { _id, holder, until }
}
