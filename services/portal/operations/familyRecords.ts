/**
 * What is on record about a staff member's family: its members, and the requests about them. A page
 * reads it once, for everything that it shows.
 */
import type { QueryFilter } from 'mongoose'
import type { Store } from '../../shared/store/connection'
import type { Family, FormerMember, KnownMember } from '../../shared/store/family'
import type { RequestRecord } from '../../shared/store/request'
import { asApplicantSees } from './asApplicantSees'

/** On the list now, or one day before. */
export type Member = KnownMember & Partial<FormerMember>

export interface FamilyRecords {
  /** Null until the register has answered for the first time (S15). */
  family: Family | null
  /** Those about present and former members by anybody, and all of one's own; newest first. */
  requests: readonly RequestRecord[]
}

/** The family as last known; null until the register has answered. */
export function familyOf(store: Store, accountId: string): Promise<Family | null> {
  return store.families.findById(accountId).lean().exec()
}

/** The present and the former members. */
export function everybodyIn(family: Family | null): Member[] {
  return [...(family?.members ?? []), ...(family?.former ?? [])]
}

export function memberIdsOf(family: Family | null): string[] {
  return everybodyIn(family).map(({ personId }) => personId)
}

/** Which requests the pages of a staff member show. */
export function shownRequests(
  accountId: string,
  family: Family | null,
): QueryFilter<RequestRecord> {
  return { $or: [{ personId: { $in: memberIdsOf(family) } }, { applicantId: accountId }] }
}

/** All that a staff member's pages show of requests, as an applicant sees them, newest first. */
export async function requestsOf(
  store: Store,
  accountId: string,
  family: Family | null,
): Promise<RequestRecord[]> {
  const found = await store.requests
    .find(shownRequests(accountId, family))
    .sort({ filedAt: -1 })
    .lean()
  return found.map(asApplicantSees)
}
