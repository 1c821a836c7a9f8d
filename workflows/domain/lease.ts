/**
 * Leases: who at the bureau works on a request at the moment ("Bana al"). Others see it and leave the
 * request alone. A lease is not a lock: the run takes the first valid decision, no matter who has the
 * lease (D7).
 */
import { allowedActions } from './allowedActions'
import { containsIdentityNumber } from './identityNumber'
import { ownFamilyOf } from './judgement'
import type { RequestState } from './requestState'
import type { Role } from './roles'

/** How long a lease lasts after it was taken or last renewed. */
export const LEASE_MINUTES = 10
const MINUTE_MS = 60_000

export interface Lease {
  /** Account id. */
  holder: string
  until: Date
}

/** Whose a request is for somebody who looks at it. */
export const LEASE_STANDINGS = ['free', 'own', 'held'] as const
export type LeaseStanding = (typeof LEASE_STANDINGS)[number]

/** A request as far as its lease is concerned. */
export interface LeasedCase {
  state: RequestState
  applicantId: string
  relatedStaffIds: readonly string[]
  /** Its last lease, also one that has ended; null if there was none. */
  lease: Lease | null
}

/** Somebody at the bureau. */
export interface Taker {
  id: string
  roles: readonly Role[]
}

/** Why somebody cannot have a lease. */
export type LeaseRefusal = 'nothingToDo' | 'ownRequest' | 'ownRelative' | 'held' | 'notHeld'

export type LeaseVerdict = { until: Date } | { refused: LeaseRefusal }

/** A lease ends by itself at its instant. */
export function standingOf(lease: Lease | null, accountId: string, now: Date): LeaseStanding {
  if (lease === null || lease.until <= now) return 'free'
  return lease.holder === accountId ? 'own' : 'held'
}

/**
 * Judges whether somebody may have a request that nobody else holds. Their own lease is renewed, and
 * never becomes shorter.
 */
export function judgeTaking(one: LeasedCase, by: Taker, now: Date): LeaseVerdict {
  const barred = barrierFor(one, by)
  if (barred !== null) return { refused: barred }
  const standing = standingOf(one.lease, by.id, now)
  if (standing === 'held') return { refused: 'held' }
  const until = endAfter(now)
  return { until: standing === 'own' && one.lease!.until > until ? one.lease!.until : until }
}

/**
 * Judges whether somebody may take a request over from the colleague they saw holding it. It is
 * refused if the colleague no longer holds it: then there is nothing to take over, or the request is
 * another person's by now.
 * @param from account id of that colleague
 */
export function judgeTakingOver(one: LeasedCase, by: Taker, from: string, now: Date): LeaseVerdict {
  const barred = barrierFor(one, by)
  if (barred !== null) return { refused: barred }
  if (standingOf(one.lease, by.id, now) !== 'held') return { refused: 'notHeld' }
  return one.lease!.holder === from ? { until: endAfter(now) } : { refused: 'held' }
}

/** How long a request stays with the colleague it was assigned to, also while nobody has it open. */
export const ASSIGNED_HOURS = 24

/**
 * Judges whether somebody may assign a request to a colleague: the head of the bureau any, a clerk
 * one that they hold or nobody does. The colleague must be able to work on it (D8).
 */
export function judgeAssigning(one: LeasedCase, by: Taker, to: Taker, now: Date): LeaseVerdict {
  const barred = barrierFor(one, to)
  if (barred !== null) return { refused: barred }
  const isOfOthers = standingOf(one.lease, by.id, now) === 'held' && one.lease!.holder !== to.id
  if (isOfOthers && !by.roles.includes('head')) return { refused: 'held' }
  return { until: new Date(now.getTime() + ASSIGNED_HOURS * 60 * MINUTE_MS) }
}

/** Whoever has nothing to do with a request cannot hold it, nor who may not decide it (D8). */
function barrierFor(
  { state, applicantId, relatedStaffIds }: LeasedCase,
  { id, roles }: Taker,
): LeaseRefusal | null {
  const actions = roles
    // A clerk with a family of their own is also a staff member there.
    .filter((role) => role !== 'staff')
    .flatMap((role) => allowedActions(state, role))
    .filter((action) => action !== 'follow')
  if (actions.length === 0) return 'nothingToDo'
  return actions.includes('decide') ? ownFamilyOf(id, { applicantId, relatedStaffIds }) : null
}

function endAfter(now: Date): Date {
  return new Date(now.getTime() + LEASE_MINUTES * MINUTE_MS)
}

/** Why a colleague's request is taken over; the last one needs words. */
export const TAKE_OVER_GROUNDS = ['agreed', 'absent', 'leftOpen', 'urgent', 'other'] as const
export type TakeOverGround = (typeof TAKE_OVER_GROUNDS)[number]

/** Characters of the words. */
export const TAKE_OVER_WORDS_MAX = 300

export type TakeOverFault = 'wordsMissing' | 'wordsTooLong' | 'wordsHoldIdentityNumber'

/** What is wrong with the ground of a take-over; null if nothing is. */
export function takeOverFault(ground: TakeOverGround, words: string): TakeOverFault | null {
  if (ground === 'other' && words === '') return 'wordsMissing'
  if (words.length > TAKE_OVER_WORDS_MAX) return 'wordsTooLong'
  return containsIdentityNumber(words) ? 'wordsHoldIdentityNumber' : null
}
