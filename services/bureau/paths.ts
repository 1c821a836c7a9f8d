/**
 * Addresses of the bureau's pages; a route declares its path with the same builder and
 * `:requestId`. They carry ids, codes and places in a list,
 * never anything about a person (D12).
 */
import { z } from 'zod'
import type { DocumentKind } from '../../workflows/domain/documents'
import type { ProductionEventKind } from '../../workflows/domain/messages'
import { ID, isId } from '../../workflows/domain/readMessage'
import { CANCELLATION_REASONS } from '../../workflows/domain/reasons'
import { REQUEST_TYPES } from '../../workflows/domain/requestState'
import { DUE_CHOICES, HOLDER_CHOICES } from '../../workflows/domain/workList'
import type { Cursor } from './operations/keyset'
import { cursorOf } from './operations/workList'
import type { BureauQueue, PagePlace, Queued, WorkListFilter } from './operations/workList'

/** The id of a request in an address. */
export const RequestParams = z.object({ requestId: z.string().regex(ID) })

/** The filters and the order of a work list; an invalid value is ignored. */
export const FilterQuery = z
  .object({
    type: z.enum(REQUEST_TYPES).optional().catch(undefined),
    unit: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,20}$/)
      .optional()
      .catch(undefined),
    reason: z.enum(CANCELLATION_REASONS).optional().catch(undefined),
    due: z.enum(DUE_CHOICES).optional().catch(undefined),
    holder: z.enum(HOLDER_CHOICES).optional().catch(undefined),
    order: z.literal('last').optional().catch(undefined),
  })
  .transform(({ unit, ...filter }): WorkListFilter => ({ ...filter, unitCode: unit }))

/** A row's due day and its entry into the queue, in milliseconds, and its id. */
const CursorText = z
  .string()
  .regex(/^(\d{1,15})?\.\d{1,15}\.[^.]+$/)
  .transform((text): Cursor => {
    const [dueAt, queuedAt, id] = text.split('.') as [string, string, string]
    return {
      dueAt: dueAt === '' ? null : new Date(Number(dueAt)),
      queuedAt: new Date(Number(queuedAt)),
      id,
    }
  })
  .refine(({ id }) => isId(id))
  .nullable()
  .catch(null)

/** When the newest request of a list had entered it; milliseconds since 1970. */
export const NewestQuery = z.coerce.number().int().min(0).max(8.64e15)

/**
 * A place in a list: the row before it or the row after it, and `from`, the number of its first row.
 * Requests that have entered the list after `since` are marked as new.
 */
export const PlaceQuery = z.object({
  after: CursorText,
  before: CursorText,
  from: z.coerce.number().int().min(1).max(1e9).catch(1),
  since: NewestQuery.optional().catch(undefined),
})
export type Place = Partial<PagePlace> & { from?: number; since?: number | undefined }

/** The page a clerk starts on, unless they marked another one. */
export const HOME = '/'
/** Where a clerk turns single-key shortcuts on or off. */
export const SINGLE_KEYS = '/single-keys'
export const SEARCH = '/search'
export const SearchParams = z.object({ searchId: z.string().regex(ID) })
/** Every work list, as the route declares them. */
export const WORK_LISTS = '/queues/:queue'

export function workListPath(
  queue: BureauQueue,
  filter: WorkListFilter = {},
  place: Place | null = null,
): string {
  const { after = null, before = null, from, since } = place ?? {}
  const at = {
    after: after === null ? undefined : cursorText(after),
    before: before === null ? undefined : cursorText(before),
    from,
    since,
  }
  return withQuery(WORK_LISTS.replace(':queue', queue), { ...filterQuery(filter), ...at })
}

/** The events of new work in a list. */
export const ARRIVALS = `${WORK_LISTS}/news`

/** @param newest when the newest request of the list had entered it; milliseconds since 1970 */
export function arrivalsPath(queue: BureauQueue, filter: WorkListFilter, newest: number): string {
  return withQuery(ARRIVALS.replace(':queue', queue), { ...filterQuery(filter), newest })
}

/** Where the filters of a list are saved. */
export function savedFiltersPath(
  queue: BureauQueue | ':queue',
  filter: WorkListFilter = {},
): string {
  return withQuery(`/queues/${queue}/filters`, filterQuery(filter))
}

/** @param filter of the list that is shown, which is left as it is */
export function savedFilterRemovalPath(
  queue: BureauQueue | ':queue',
  filterId: string,
  filter: WorkListFilter = {},
): string {
  return withQuery(`/queues/${queue}/filters/${filterId}/removal`, filterQuery(filter))
}

/** The results of a search, under a random id. */
export function searchPath(searchId: string): string {
  return `${SEARCH}/${searchId}`
}

export function requestPath(requestId: string): string {
  return `/requests/${requestId}`
}

/**
 * A request whose decision was just saved; its page links to the next request in the clerk's queue.
 * @param request with its place in the queue
 */
export function decidedPath(request: Queued, filter: WorkListFilter): string {
  const after = cursorText(cursorOf(request))
  return withQuery(requestPath(request._id), { ...filterQuery(filter), after })
}

/** @param filter of the clerk's list, where the next request comes from */
export function reviewPath(requestId: string, filter: WorkListFilter = {}): string {
  return withQuery(`${requestPath(requestId)}/review`, filterQuery(filter))
}

export function decisionPath(requestId: string, filter: WorkListFilter = {}): string {
  return withQuery(`${requestPath(requestId)}/decision`, filterQuery(filter))
}

/** Where the approval of a cancellation is confirmed; without a form, the path alone. */
export function confirmationPath(
  requestId: string,
  filter: WorkListFilter = {},
  form: { decisionId?: string; then?: string; askSeen?: string } = {},
): string {
  return withQuery(`${requestPath(requestId)}/decision/confirmation`, {
    ...form,
    ...filterQuery(filter),
  })
}

/** Where a clerk asks for the full identity number (D12). */
export function identityNumberPath(requestId: string): string {
  return `${requestPath(requestId)}/identity-number`
}

/** The clerk's decisions that can still be taken back, and those that were refused. */
export const HELD_DECISIONS = '/held-decisions'

export function heldDecisionPath(decisionId: string, way: 'take-back' | 'send' | 'seen'): string {
  return `${HELD_DECISIONS}/${decisionId}/${way}`
}

export function cardArrivalPath(requestId: string): string {
  return `${requestPath(requestId)}/card-arrival`
}

/** Events that report the answer of the population register to an open review. */
export function registerEventsPath(requestId: string, seen?: string): string {
  return withQuery(`${requestPath(requestId)}/register/events`, { seen })
}

/** Where a case is handed to the head ("Amire ilet"). */
export function escalationPath(requestId: string, filter: WorkListFilter = {}): string {
  return withQuery(`${requestPath(requestId)}/escalation`, filterQuery(filter))
}

/** Where the head gives it back. */
export function escalationReturnPath(requestId: string, filter: WorkListFilter = {}): string {
  return withQuery(`${requestPath(requestId)}/escalation/return`, filterQuery(filter))
}

/** Where a document is asked for ("eksik iste"). */
export function documentAskPath(requestId: string, filter: WorkListFilter = {}): string {
  return withQuery(`${requestPath(requestId)}/missing`, filterQuery(filter))
}

/** @param back the page to return to from the confirmation */
export function productionPath(
  requestId: string,
  event: ProductionEventKind,
  back?: string,
): string {
  return withQuery(`${requestPath(requestId)}/${event}`, { back })
}

/** Where the latest event of a request's card is taken back. */
export function reversalPath(requestId: string): string {
  return `${requestPath(requestId)}/reversal`
}

/** Where the arrival of a request's card is taken back. */
export function arrivalReversalPath(requestId: string): string {
  return `${cardArrivalPath(requestId)}/reversal`
}

export function documentPath(requestId: string, kind: DocumentKind | ':kind'): string {
  return `${requestPath(requestId)}/documents/${kind}`
}

/** The uploaded file itself, as a download. */
export function originalPath(requestId: string, kind: DocumentKind | ':kind'): string {
  return `${documentPath(requestId, kind)}/original`
}

/**
 * Where a bulk act on rows of a list is asked about, and begun.
 * @param letterOf id of a batch whose letter is to be corrected
 */
export function newBatchPath(
  queue: BureauQueue,
  requestIds: readonly string[] = [],
  letterOf?: string,
): string {
  const path = `${WORK_LISTS.replace(':queue', queue)}/batch`
  const query = new URLSearchParams(requestIds.map((id) => ['item', id]))
  if (letterOf !== undefined) query.set('letterOf', letterOf)
  return query.size === 0 ? path : `${path}?${query.toString()}`
}

/** Where chosen requests, or all that a colleague holds, are assigned to somebody. */
export const ASSIGNMENT = '/queues/review/assignment'

export function assignmentPath(query: {
  items?: readonly string[]
  of?: string | undefined
}): string {
  const { items = [], of } = query
  const params = new URLSearchParams(items.map((id) => ['item', id]))
  if (of !== undefined) params.set('of', of)
  return params.size === 0 ? ASSIGNMENT : `${ASSIGNMENT}?${params.toString()}`
}

/** The id of a batch in an address. */
export const BatchParams = z.object({ batchId: z.string().regex(ID) })

/** What became of a bulk act. */
export function batchPath(batchId: string): string {
  return `/batches/${batchId}`
}

/** Events that report the progress of a clerk's own batches of a list. @param seen what the list shows */
export function listBatchNewsPath(queue: BureauQueue, seen?: string): string {
  return withQuery(`${newBatchPath(queue)}/news`, { seen })
}

/** Events that report the progress of a batch. @param seen what the page shows */
export function batchNewsPath(batchId: string, seen?: string): string {
  return withQuery(`${batchPath(batchId)}/news`, { seen })
}

export function batchAgainPath(batchId: string): string {
  return `${batchPath(batchId)}/again`
}

/** What happens to the lease of a request ("Bana al"). */
export function leasePath(
  requestId: string,
  act: 'take' | 'renewal' | 'events' | 'release' | 'leaving' | 'takeover',
  filter: WorkListFilter = {},
): string {
  return withQuery(`${requestPath(requestId)}/lease/${act}`, filterQuery(filter))
}

function cursorText({ dueAt, queuedAt, id }: Cursor): string {
  return `${dueAt?.getTime() ?? ''}.${queuedAt.getTime()}.${id}`
}

/** The filters and the order of a list, as its address has them. */
export function filterQuery(filter: WorkListFilter): Record<string, string> {
  const { type, unitCode, reason, due, holder, order } = filter
  return given({ type, unit: unitCode, reason, due, holder, order })
}

function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const params = new URLSearchParams(given(query)).toString()
  return params === '' ? path : `${path}?${params}`
}

function given(query: Record<string, string | number | undefined>): Record<string, string> {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]))
}
