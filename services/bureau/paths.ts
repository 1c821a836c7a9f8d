/**
 * Addresses of the bureau's pages; a route declares its path with the same builder and
 * `:requestId`. They carry ids, codes and places in a list,
 * never anything about a person (D12).
 */
import { z } from 'zod'
import type { DocumentKind } from '../../workflows/domain/documents'
import type { ProductionEventKind } from '../../workflows/domain/messages'
import { ID, isId } from '../../workflows/domain/readMessage'
import { REQUEST_TYPES } from '../../workflows/domain/requestState'
import type { BureauQueue, Cursor, WorkListFilter } from './operations/workList'

/** The id of a request in an address. */
export const RequestParams = z.object({ requestId: z.string().regex(ID) })

/** The filters of a work list; an invalid value is ignored. */
export const FilterQuery = z
  .object({
    type: z.enum(REQUEST_TYPES).optional().catch(undefined),
    unit: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,20}$/)
      .optional()
      .catch(undefined),
  })
  .transform(({ type, unit }): WorkListFilter => ({ type, unitCode: unit }))

/** A place in a list: `after` is the row before it, `from` the number of its first row. */
export const PlaceQuery = z.object({
  after: z
    .string()
    .regex(/^\d{1,15}\.[^.]+$/)
    .transform((text): Cursor => {
      const [milliseconds, id] = text.split('.') as [string, string]
      return { queuedAt: new Date(Number(milliseconds)), id }
    })
    .refine(({ id }) => isId(id))
    .nullable()
    .catch(null),
  from: z.coerce.number().int().min(1).max(1e9).catch(1),
})
export type Place = { after: Cursor; from: number }

/** The page a clerk starts on, unless they marked another one. */
export const HOME = '/'
export const SEARCH = '/search'
export const SearchParams = z.object({ searchId: z.string().regex(ID) })
/** Every work list, as the route declares them. */
export const WORK_LISTS = '/queues/:queue'

export function workListPath(
  queue: BureauQueue,
  filter: WorkListFilter = {},
  place: Place | null = null,
): string {
  const at = place === null ? {} : { after: cursorText(place.after), from: place.from }
  return withQuery(WORK_LISTS.replace(':queue', queue), { ...filterQuery(filter), ...at })
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
 * @param queuedAt its place in the queue
 */
export function decidedPath(
  request: { _id: string; queuedAt: Date },
  filter: WorkListFilter,
): string {
  const after = cursorText({ queuedAt: request.queuedAt, id: request._id })
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
  form: { decisionId?: string; then?: string } = {},
): string {
  return withQuery(`${requestPath(requestId)}/decision/confirmation`, {
    ...form,
    ...filterQuery(filter),
  })
}

export function cardArrivalPath(requestId: string): string {
  return `${requestPath(requestId)}/card-arrival`
}

/** @param back the page to return to from the confirmation */
export function productionPath(
  requestId: string,
  event: ProductionEventKind,
  back?: string,
): string {
  return withQuery(`${requestPath(requestId)}/${event}`, { back })
}

export function documentPath(requestId: string, kind: DocumentKind | ':kind'): string {
  return `${requestPath(requestId)}/documents/${kind}`
}

/** The uploaded file itself, as a download. */
export function originalPath(requestId: string, kind: DocumentKind | ':kind'): string {
  return `${documentPath(requestId, kind)}/original`
}

function cursorText({ queuedAt, id }: Cursor): string {
  return `${queuedAt.getTime()}.${id}`
}

function filterQuery({ type, unitCode }: WorkListFilter): Record<string, string | undefined> {
  return { type, unit: unitCode }
}

function withQuery(path: string, query: Record<string, string | number | undefined>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  return given.length === 0
    ? path
    : `${path}?${new URLSearchParams(given as [string, string][]).toString()}`
}
