/**
 * Requests being prepared: one draft per staff member, relative and type of request, begun with the first thing there is to
 * keep. It outlives the session, and all tabs share it; after it is submitted the next one begins afresh.
 */
import { randomUUID } from 'node:crypto'
import type { StoredDocument } from '../../../workflows/domain/messages'
import type { CancellationReason } from '../../../workflows/domain/reasons'
import type { RequestType } from '../../../workflows/domain/requestState'
import type { Store } from '../../shared/store/connection'
import type { Draft } from '../../shared/store/draft'
import { ACTION_OF } from './relatives'
import type { RelativeView } from './relatives'

/** Whose draft, about whom, for what. */
export interface DraftOf {
  /** Account id. */
  ownerId: string
  personId: string
  type: RequestType
}

/** What a draft starts with when it follows a returned request. */
export type Carried = Pick<Draft, 'documents' | 'reason'>

const NOTHING: Carried = { documents: [], reason: null }
const DUPLICATE_KEY = 11_000

/** The draft at work; null when nothing is kept yet. */
export function openDraft(store: Store, of: DraftOf): Promise<Draft | null> {
  return store.drafts.findOne({ ...of, submitted: false }).lean()
}

/** The relatives whose next request the staff member has begun to prepare; a draft that has nothing to lead to does not count. */
export async function unfinishedFor(
  store: Store,
  ownerId: string,
  relatives: readonly RelativeView[],
): Promise<Set<string>> {
  const drafts = await store.drafts.find({ ownerId, submitted: false }, { personId: 1, type: 1 }).lean()
  const begun = relatives.filter(({ person, next }) =>
    drafts.some(({ personId, type }) => personId === person._id && next.action === ACTION_OF[type]),
  )
  return new Set(begun.map(({ person }) => person._id))
}

/** The draft at work, or a new one. */
export async function beginDraft(store: Store, of: DraftOf, { documents, reason }: Carried = NOTHING): Promise<Draft> {
  const begin = () =>
    store.drafts
      .findOneAndUpdate(
        { ...of, submitted: false },
        { $setOnInsert: { _id: randomUUID(), documents, reason, updatedAt: new Date() } },
        { upsert: true, returnDocument: 'after' },
      )
      .lean()
  try {
    return await begin()
  } catch (error) {
    // Another tab began it at the same moment.
    if ((error as { code?: unknown }).code !== DUPLICATE_KEY) throw error
    return begin()
  }
}

/** Puts an uploaded file into the draft, in place of an earlier one of its kind (S28, S31, S63). */
export async function keepDocument(store: Store, of: DraftOf, document: StoredDocument): Promise<Draft> {
  const { _id } = await beginDraft(store, of)
  // One step, since the other tab may be keeping another kind of file.
  const others = { $filter: { input: '$documents', cond: { $ne: ['$$this.kind', document.kind] } } }
  return store.drafts
    .findOneAndUpdate({ _id }, [{ $set: { documents: { $concatArrays: [others, [document]] }, updatedAt: '$$NOW' } }], {
      returnDocument: 'after',
      updatePipeline: true,
    })
    .orFail()
    .lean()
}

/** Keeps why the card is to be cancelled (S58). */
export async function keepReason(store: Store, of: DraftOf, reason: CancellationReason): Promise<Draft> {
  const { _id } = await beginDraft(store, of)
  return keep(store, _id, { reason })
}

/** Keeps whether the responsibility was accepted (S32). */
export function keepResponsibility(store: Store, draft: Draft, responsibilityAccepted: boolean): Promise<Draft> {
  return keep(store, draft._id, { responsibilityAccepted })
}

/**
 * The draft a submit is about. Sent once more by a double click or from another tab, it finds the draft that has just
 * become a request, until that request is decided.
 */
export async function draftToSubmit(store: Store, of: DraftOf): Promise<Draft | null> {
  const open = await openDraft(store, of)
  if (open !== null) return open
  const last = await store.drafts
    .findOne({ ...of, submitted: true })
    .sort({ updatedAt: -1 })
    .lean()
  if (last === null) return null
  const request = await store.requests.findById(last._id, { open: 1 }).lean()
  return request === null || request.open ? last : null
}

function keep(
  store: Store,
  draftId: string,
  answers: Partial<Pick<Draft, 'reason' | 'responsibilityAccepted'>>,
): Promise<Draft> {
  return store.drafts
    .findOneAndUpdate({ _id: draftId }, { $set: { ...answers, updatedAt: new Date() } }, { returnDocument: 'after' })
    .orFail()
    .lean()
}
