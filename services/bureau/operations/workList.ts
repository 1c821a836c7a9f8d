/**
 * The work lists of the bureau: most urgent first, page by page, as fast with a million requests as
 * with a thousand.
 */
import { MOST_IN_BATCH } from '../../../workflows/domain/batches'
import type { CancellationReason } from '../../../workflows/domain/reasons'
import type { RequestType, SubState } from '../../../workflows/domain/requestState'
import {
  BUREAU_QUEUES,
  dueBounds,
  hasFilter,
  holderChoicesOf,
  sortFieldsOf,
} from '../../../workflows/domain/workList'
import type {
  BureauQueue,
  DueChoice,
  HolderChoice,
  ListOrder,
} from '../../../workflows/domain/workList'
import type { Store } from '../../shared/store/connection'
import type { Person } from '../../shared/store/person'
import type { Projected } from '../../shared/store/projected'
import type { RequestRecord } from '../../shared/store/request'
import { isReadable } from '../../shared/store/unreadable'
import { APPLICANT_FIELDS } from './applicant'
import type { Applicant } from './applicant'
import { beyond, sortBy } from './keyset'
import type { Cursor } from './keyset'
import { heldBy, heldByAnybody, leasesOn } from './leases'
import type { NamedLease } from './leases'

export { BUREAU_QUEUES }
export type { BureauQueue }

/** The filters and the order of a list; they are in the URL. */
export interface WorkListFilter {
  type?: RequestType | undefined
  unitCode?: string | undefined
  /** Of a cancellation. */
  reason?: CancellationReason | undefined
  due?: DueChoice | undefined
  holder?: HolderChoice | undefined
  /** Missing: the most urgent first. */
  order?: Extract<ListOrder, 'last'> | undefined
}

/** Which page: the rows after one, or the rows before one. */
export interface PagePlace {
  after: Cursor | null
  before: Cursor | null
}

export const ROW_FIELDS = {
  number: 1,
  type: 1,
  status: 1,
  subState: 1,
  reason: 1,
  unitCode: 1,
  filedAt: 1,
  queuedAt: 1,
  dueAt: 1,
  asked: 1,
  cardId: 1,
  relatedStaffIds: 1,
  personId: 1,
  applicantId: 1,
} as const
const PERSON_FIELDS = { name: 1, surname: 1 } as const
const CANCELLATION_FIELDS = {
  number: 1,
  cardId: 1,
  reason: 1,
  type: 1,
  status: 1,
  subState: 1,
} as const

export interface WorkListRow {
  request: Projected<RequestRecord, typeof ROW_FIELDS>
  person: Projected<Person, typeof PERSON_FIELDS>
  applicant: Applicant
  /** The open request to cancel this row's card, in any state of the card. */
  openCancellation: OpenCancellation | null
  /** Who works on it at the moment. */
  lease: NamedLease | null
}

export type OpenCancellation = Projected<RequestRecord, typeof CANCELLATION_FIELDS>

/** The rows of a list. */
export interface ListedRequests {
  rows: WorkListRow[]
  /** Requests whose record no list can show. */
  unreadable: WorkListRow['request'][]
}

export interface WorkListPage extends ListedRequests {
  /** How many requests are in the list, at most COUNT_LIMIT + 1. */
  total: number
  /** The first row if there may be rows before it, and the last one if there may be rows after it. */
  previous: Cursor | null
  next: Cursor | null
}

/** Counts stop here: "1.000+" is enough, and counting further would cost more than the page. */
export const COUNT_LIMIT = 1_000
/** Rows per page; a bulk act can take all of them. */
export const PAGE_SIZE = MOST_IN_BATCH

/**
 * One page of a queue. Rows and count come from one query, so that they do not contradict each other.
 * @param clerkId whose requests the filter `mine` selects
 */
export async function workListPage(
  store: Store,
  queue: BureauQueue,
  filter: WorkListFilter,
  clerkId: string,
  { after, before }: PagePlace,
): Promise<WorkListPage> {
  const fields = sortFieldsOf(queue)
  const matching = await matchingOf(store, queue, filter, clerkId)
  const isBackwards = after === null && before !== null
  const direction = directionOf(filter, isBackwards)
  const place = after ?? before
  const found = await store.requests.aggregate<WorkListRow['request'] | { total: number }>([
    { $match: place === null ? matching : beyond(matching, fields, direction, place) },
    { $sort: sortBy(fields, direction) },
    { $limit: PAGE_SIZE + 1 },
    { $project: ROW_FIELDS },
    {
      $unionWith: {
        coll: store.requests.collection.collectionName,
        pipeline: [{ $match: matching }, { $limit: COUNT_LIMIT + 1 }, { $count: 'total' }],
      },
    },
  ])
  const requests = found.filter((row): row is WorkListRow['request'] => !('total' in row))
  const hasMore = requests.length > PAGE_SIZE
  const shown = requests.slice(0, PAGE_SIZE)
  if (isBackwards) shown.reverse()
  const [first, last] = [shown.at(0), shown.at(-1)]
  return {
    ...(await listed(store, shown)),
    total: found.find((row) => 'total' in row)?.total ?? 0,
    previous: first && (isBackwards ? hasMore : after !== null) ? cursorOf(first) : null,
    next: last && (isBackwards || hasMore) ? cursorOf(last) : null,
  }
}

/** The place of a request in its list. */
export function cursorOf({ _id, queuedAt, dueAt }: Queued): Cursor {
  return { dueAt, queuedAt, id: _id }
}

/** A request as far as its place in a list is concerned. */
export type Queued = Pick<RequestRecord, '_id' | 'queuedAt' | 'dueAt'>

/** How many requests wait in each queue, at most COUNT_LIMIT + 1; one query, since every page has them. */
export async function workListCounts(store: Store): Promise<Record<BureauQueue, number>> {
  const [first, ...others] = BUREAU_QUEUES.map((queue) => [
    { $match: { queue } },
    { $limit: COUNT_LIMIT + 1 },
    { $count: 'total' },
    { $set: { queue } },
  ])
  const coll = store.requests.collection.collectionName
  const counts = await store.requests.aggregate<{ queue: BureauQueue; total: number }>([
    ...first!,
    ...others.map((pipeline) => ({ $unionWith: { coll, pipeline } })),
  ])
  const totalOf = (queue: BureauQueue) => counts.find((one) => one.queue === queue)?.total ?? 0
  return Object.fromEntries(BUREAU_QUEUES.map((queue) => [queue, totalOf(queue)])) as Record<
    BureauQueue,
    number
  >
}

/** How many reviews the head has, at most COUNT_LIMIT + 1. */
export function withHeadCount(store: Store): Promise<number> {
  const withHead: Record<string, SubState> = { subState: 'withHead' }
  return store.requests.countDocuments(withHead, { limit: COUNT_LIMIT + 1 }).exec()
}

/** The filters that a list has; the others are ignored. */
export function filterFor(queue: BureauQueue, filter: WorkListFilter): WorkListFilter {
  const { type, reason, due, holder, ...common } = filter
  return {
    ...common,
    ...(holder !== undefined && holderChoicesOf(queue).includes(holder) ? { holder } : {}),
    ...(hasFilter(queue, 'type') ? { type } : {}),
    ...(hasFilter(queue, 'reason') ? { reason } : {}),
    ...(hasFilter(queue, 'due') ? { due } : {}),
  }
}

/** Selects the requests that a list shows with a filter. */
export async function matchingOf(
  store: Store,
  queue: BureauQueue,
  filter: WorkListFilter,
  clerkId: string,
  now = new Date(),
): Promise<Record<string, unknown>> {
  const { type, unitCode, reason, due, holder } = filterFor(queue, filter)
  return {
    queue,
    // Only cancellations have a reason; without the type, the index by reason has the order too.
    ...(type === undefined || (reason !== undefined && type === 'cancellationRequest')
      ? {}
      : { type }),
    ...(unitCode === undefined ? {} : { unitCode }),
    ...(reason === undefined ? {} : { reason }),
    ...(due === undefined ? {} : { dueAt: dueRange(due, now) }),
    ...(holder === 'mine' ? { _id: { $in: await heldBy(store, clerkId, now) } } : {}),
    ...(holder === 'head' ? { subState: 'withHead' satisfies SubState } : {}),
    ...(holder === 'unclaimed'
      ? {
          _id: { $nin: await heldByAnybody(store, now) },
          subState: { $ne: 'withHead' satisfies SubState },
        }
      : {}),
  }
}

function dueRange(due: DueChoice, now: Date): Record<string, Date> {
  const { from, before } = dueBounds(due, now.toISOString())
  return { ...(from === null ? {} : { $gte: new Date(from) }), $lt: new Date(before) }
}

/** 1 if a list is read in the order of its index, or -1. */
export function directionOf({ order }: WorkListFilter, isBackwards = false): 1 | -1 {
  return (order === 'last') === isBackwards ? 1 : -1
}

/** Requests with the people in them, apart from those whose record cannot be read. */
export async function listed(
  store: Store,
  requests: readonly WorkListRow['request'][],
): Promise<ListedRequests> {
  return {
    rows: await withNames(store, requests.filter(isReadable)),
    unreadable: requests.filter((request) => !isReadable(request)),
  }
}

/** Requests with the people in them. */
export async function withNames(
  store: Store,
  requests: WorkListRow['request'][],
): Promise<WorkListRow[]> {
  const [people, applicants, cancellationOf, leases] = await Promise.all([
    store.people
      .find({ _id: { $in: requests.map(({ personId }) => personId) } }, PERSON_FIELDS)
      .lean(),
    store.accounts
      .find({ _id: { $in: requests.map(({ applicantId }) => applicantId) } }, APPLICANT_FIELDS)
      .lean(),
    openCancellationsOf(store, requests),
    leasesOn(
      store,
      requests.map(({ _id }) => _id),
    ),
  ])
  const personOf = new Map(people.map((person) => [person._id, person]))
  const applicantOf = new Map(applicants.map((account) => [account._id, account]))
  return requests.map((request) => ({
    request,
    person: personOf.get(request.personId)!,
    applicant: applicantOf.get(request.applicantId)!,
    openCancellation:
      request.type === 'cardRequest' ? (cancellationOf.get(request.cardId) ?? null) : null,
    lease: leases.get(request._id) ?? null,
  }))
}

/**
 * Open cancellations by card. A person has at most one open request (D5), found through its index.
 */
async function openCancellationsOf(
  store: Store,
  requests: readonly Pick<RequestRecord, 'type' | 'personId' | 'cardId'>[],
): Promise<Map<string | null, OpenCancellation>> {
  const cards = requests.filter(({ type, cardId }) => type === 'cardRequest' && cardId !== null)
  if (cards.length === 0) return new Map()
  const found = await store.requests
    .find(
      {
        personId: { $in: cards.map(({ personId }) => personId) },
        open: true,
        type: 'cancellationRequest',
      },
      CANCELLATION_FIELDS,
    )
    .lean()
  return new Map(found.map((cancellation) => [cancellation.cardId, cancellation]))
}
