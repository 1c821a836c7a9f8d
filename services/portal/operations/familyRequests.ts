/**
 * The requests about a staff member's family: the tracking table, and one request in full (S41–S46,
 * S70).
 */
import type { Store } from '../../shared/store/connection'
import type { Person } from '../../shared/store/person'
import type { Projected } from '../../shared/store/projected'
import type { RequestRecord } from '../../shared/store/request'
import { refuseUnreadable } from '../../shared/store/unreadable'
import { asApplicantSees } from './asApplicantSees'
import { askerOf, askersOf } from './asker'
import type { Asker } from './asker'
import { explanationOf, explanationsOf, reasonDetailOf, reasonDetailsOf } from './explanations'
import { familyOf, memberIdsOf } from './familyRecords'
import type { FamilyRecords } from './familyRecords'
import { relativeOf } from './relatives'
import type { RelativeView } from './relatives'

/** A request with what a clerk wrote about its rejection (S45), if anything. */
interface ExplainedRequest {
  request: RequestRecord
  explanation: string | null
  /** Which reason `other` of a cancellation is (S46). */
  reasonDetail: string | null
  asker: Asker
}

const NAME_FIELDS = { name: 1, surname: 1 } as const

/** A row of the tracking table. */
export interface TrackedRequest extends ExplainedRequest {
  /** Null if the person is no longer on record. */
  person: Projected<Person, typeof NAME_FIELDS> | null
  /** Whether the person is or was in the family; otherwise the request has no link. */
  ofFamily: boolean
}

/** One request in full. */
export interface FamilyRequest extends ExplainedRequest {
  relative: RelativeView
}

/** All requests about the family, by any of its members, and all of one's own, newest first. */
export async function familyRequests(
  store: Store,
  accountId: string,
  { family, requests }: FamilyRecords,
): Promise<TrackedRequest[]> {
  if (requests.length === 0) return []
  const members = memberIdsOf(family)
  const personIds = requests.map(({ personId }) => personId)
  const [explanations, details, askers, people] = await Promise.all([
    explanationsOf(store, requests),
    reasonDetailsOf(store, requests),
    askersOf(
      store,
      accountId,
      requests.map(({ applicantId }) => applicantId),
    ),
    store.people.find({ _id: { $in: personIds } }, NAME_FIELDS).lean(),
  ])
  return requests.map((request) => ({
    request,
    explanation: explanations.get(request._id) ?? null,
    reasonDetail: details.get(request._id) ?? null,
    asker: askers.get(request.applicantId)!,
    person: people.find(({ _id }) => _id === request.personId) ?? null,
    ofFamily: members.includes(request.personId),
  }))
}

/** How many requests about the family are open. */
export async function countOpenRequests(store: Store, accountId: string): Promise<number> {
  const members = memberIdsOf(await familyOf(store, accountId))
  return store.requests.countDocuments({ personId: { $in: members }, open: true })
}

/**
 * A request about a family member; null for any other, which this staff member may not see.
 * @throws RequestUnreadable
 */
export async function familyRequest(
  store: Store,
  accountId: string,
  requestId: string,
  now: Date,
): Promise<FamilyRequest | null> {
  const found = await store.requests.findById(requestId).lean()
  const relative = found === null ? null : await relativeOf(store, accountId, found.personId, now)
  if (found === null || relative === null) return null
  refuseUnreadable(found)
  const request = asApplicantSees(found)
  const [asker, explanation, reasonDetail] = await Promise.all([
    askerOf(store, accountId, request.applicantId),
    explanationOf(store, request),
    reasonDetailOf(store, request),
  ])
  return { request, relative, asker, explanation, reasonDetail }
}

/** Who filed the request with this number; null until the record shows it. */
export function requestByNumber(
  store: Store,
  number: string,
): Promise<Pick<RequestRecord, '_id' | 'applicantId'> | null> {
  return store.requests.findOne({ number }, { applicantId: 1 }).lean().exec()
}
