/**
 * The work lists of the bureau: oldest first, page by page, as fast with a million requests as with
 * a thousand.
 */
import type { Queue, RequestType } from '../../../workflows/domain/requestState'
import type { Store } from '../../shared/store/connection'
import type { Person } from '../../shared/store/person'
import type { Projected } from '../../shared/store/projected'
import type { RequestRecord } from '../../shared/store/request'
import { APPLICANT_FIELDS } from './applicant'
import type { Applicant } from './applicant'

/** The queues that wait for the bureau, in the order of the screen. */
export const BUREAU_QUEUES = [
  'review',
  'cardArrival',
  'print',
  'dispatch',
  'handover',
] as const satisfies readonly Queue[]
export type BureauQueue = (typeof BUREAU_QUEUES)[number]

/** The filters of a list; they are in the URL. */
export interface WorkListFilter {
  type?: RequestType | undefined
  unitCode?: string | undefined
}

/** A place in a list: after which row. */
export interface Cursor {
  queuedAt: Date
  id: string
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
}

export type OpenCancellation = Projected<RequestRecord, typeof CANCELLATION_FIELDS>

export interface WorkListPage {
  rows: WorkListRow[]
  /** Where the next page starts; null on the last page. */
  next: Cursor | null
}

/** Counts stop here: "1.000+" is enough, and counting further would cost more than the page. */
export const COUNT_LIMIT = 1_000
/** Rows per page. */
export const PAGE_SIZE = 25

/**
 * One page of a queue, oldest first.
 * @param after the last row of the previous page; null for the first page
 */
export async function workListPage(
  store: Store,
  queue: BureauQueue,
  filter: WorkListFilter,
  after: Cursor | null,
): Promise<WorkListPage> {
  const found = await store.requests
    .find({ ...matching(queue, filter), ...afterCursor(after) }, ROW_FIELDS)
    .sort({ queuedAt: 1, _id: 1 })
    .limit(PAGE_SIZE + 1)
    .lean()
  const requests = found.slice(0, PAGE_SIZE)
  const last = requests.at(-1)
  return {
    rows: await withNames(store, requests),
    next:
      found.length > PAGE_SIZE && last !== undefined
        ? { queuedAt: last.queuedAt, id: last._id }
        : null,
  }
}

/** How many requests wait in a queue under the filter, at most COUNT_LIMIT + 1. */
export function workListCount(
  store: Store,
  queue: BureauQueue,
  filter: WorkListFilter,
): Promise<number> {
  return store.requests.countDocuments(matching(queue, filter), { limit: COUNT_LIMIT + 1 }).exec()
}

/** The counts of all queues. */
export async function workListCounts(
  store: Store,
  filter: WorkListFilter,
): Promise<Record<BureauQueue, number>> {
  const counts = await Promise.all(
    BUREAU_QUEUES.map(async (queue) => [queue, await workListCount(store, queue, filter)]),
  )
  return Object.fromEntries(counts) as Record<BureauQueue, number>
}

/** Selects the requests that a list shows with a filter. */
export function matching(queue: BureauQueue, { type, unitCode }: WorkListFilter) {
  return {
    queue,
    ...(type === undefined ? {} : { type }),
    ...(unitCode === undefined ? {} : { unitCode }),
  }
}

/** Selects the rows after a place in a list. */
export function afterCursor(after: Cursor | null) {
  if (after === null) return {}
  const { queuedAt, id } = after
  // The plain lower bound lets the index start at the right key; `$or` alone would scan from the
  // beginning.
  return {
    queuedAt: { $gte: queuedAt },
    $or: [{ queuedAt: { $gt: queuedAt } }, { queuedAt, _id: { $gt: id } }],
  }
}

/** Requests with the people in them. */
export async function withNames(
  store: Store,
  requests: WorkListRow['request'][],
): Promise<WorkListRow[]> {
  const [people, applicants, cancellationOf] = await Promise.all([
    store.people
      .find({ _id: { $in: requests.map(({ personId }) => personId) } }, PERSON_FIELDS)
      .lean(),
    store.accounts
      .find({ _id: { $in: requests.map(({ applicantId }) => applicantId) } }, APPLICANT_FIELDS)
      .lean(),
    openCancellationsOf(store, requests),
  ])
  const personOf = new Map(people.map((person) => [person._id, person]))
  const applicantOf = new Map(applicants.map((account) => [account._id, account]))
  return requests.map((request) => ({
    request,
    person: personOf.get(request.personId)!,
    applicant: applicantOf.get(request.applicantId)!,
    openCancellation:
      request.type === 'cardRequest' ? (cancellationOf.get(request.cardId) ?? null) : null,
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
