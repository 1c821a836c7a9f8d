/**
 * Requests being prepared: one draft per staff member, relative and type of request, begun when its page is first opened.
 * It outlives the session, and all tabs share it; after it is submitted the next one begins afresh.
 */
import { randomUUID } from 'node:crypto'
import type { CancellationReason } from '../../../workflows/domain/reasons'
import type { RequestType } from '../../../workflows/domain/requestState'
import type { Store } from '../../shared/store/connection'
import type { Draft } from '../../shared/store/draft'
import type { KeptDocument } from '../../shared/store/keptDocument'
import { isDuplicateKey } from '../../shared/store/duplicateKey'
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
export type Carried = Pick<Draft, 'documents' | 'reason'> & Partial<Pick<Draft, 'reasonDetail'>>

const NOTHING: Carried = { documents: [], reason: null }

/** The draft at work; null when none was begun. */
export function openDraft(store: Store, of: DraftOf): Promise<Draft | null> {
  return store.drafts.findOne({ ...of, submitted: false }).lean()
}

/**
 * The relatives whose next request the staff member has begun to prepare. A draft that has nothing to lead to does not count,
 * nor does one that holds only what was carried over from a returned request.
 */
export async function unfinishedFor(
  store: Store,
  ownerId: string,
  relatives: readonly RelativeView[],
): Promise<Set<string>> {
  const drafts = await store.drafts.find({ ownerId, submitted: false }).lean()
  const begun = relatives.filter(({ person, next, latest }) =>
    drafts.some(
      (draft) =>
        draft.personId === person._id &&
        next.action === ACTION_OF[draft.type] &&
        holdsMoreThan(draft, latest),
    ),
  )
  return new Set(begun.map(({ person }) => person._id))
}

function holdsMoreThan(draft: Draft, latest: RelativeView['latest']): boolean {
  const isCarried = ({ key }: KeptDocument) =>
    latest?.documents.some((earlier) => earlier.key === key) === true
  const ownReason = draft.reason !== null && draft.reason !== latest?.reason
  return draft.responsibilityAccepted || ownReason || !draft.documents.every(isCarried)
}

/**
 * The draft at work, or a new one.
 * @param carried what a new one starts with
 */
export async function beginDraft(
  store: Store,
  of: DraftOf,
  carried: Carried | null = null,
): Promise<Draft> {
  const { documents, reason, reasonDetail = null } = carried ?? NOTHING
  const begin = () =>
    store.drafts
      .findOneAndUpdate(
        { ...of, submitted: false },
        {
          $setOnInsert: {
            _id: randomUUID(),
            documents,
            reason,
            reasonDetail,
            updatedAt: new Date(),
          },
        },
        { upsert: true, returnDocument: 'after' },
      )
      .lean()
  try {
    return await begin()
  } catch (error) {
    // Another tab began it at the same moment.
    if (!isDuplicateKey(error)) throw error
    return begin()
  }
}

/** Puts an uploaded file into the draft, in place of an earlier one of its kind (S28, S31, S63). */
export async function keepDocument(
  store: Store,
  of: DraftOf,
  document: KeptDocument,
): Promise<Draft> {
  const { _id } = await beginDraft(store, of)
  // One step, since the other tab may be keeping another kind of file.
  const others = { $filter: { input: '$documents', cond: { $ne: ['$$this.kind', document.kind] } } }
  return store.drafts
    .findOneAndUpdate(
      { _id },
      [{ $set: { documents: { $concatArrays: [others, [document]] }, updatedAt: '$$NOW' } }],
      {
        returnDocument: 'after',
        updatePipeline: true,
      },
    )
    .orFail()
    .lean()
}

/**
 * Keeps why the card is to be cancelled (S58).
 * @param reasonDetail which reason `other` is; null with every other one
 */
export async function keepReason(
  store: Store,
  of: DraftOf,
  reason: CancellationReason,
  reasonDetail: string | null = null,
): Promise<Draft> {
  const { _id } = await beginDraft(store, of)
  return keep(store, _id, { reason, reasonDetail })
}

/** Keeps whether the responsibility was accepted (S32). */
export function keepResponsibility(
  store: Store,
  draft: Draft,
  responsibilityAccepted: boolean,
): Promise<Draft> {
  return keep(store, draft._id, { responsibilityAccepted })
}

/**
 * The draft whose page a submit was sent from; null when it is nobody's or another's. One that has been submitted before, by a
 * double click, a retry or another tab, is found again, so that the answer is the same request.
 */
export function draftToSubmit(store: Store, of: DraftOf, draftId: string): Promise<Draft | null> {
  return store.drafts.findOne({ ...of, _id: draftId }).lean()
}

function keep(
  store: Store,
  draftId: string,
  answers: Partial<Pick<Draft, 'reason' | 'reasonDetail' | 'responsibilityAccepted'>>,
): Promise<Draft> {
  return store.drafts
    .findOneAndUpdate(
      { _id: draftId },
      { $set: { ...answers, updatedAt: new Date() } },
      { returnDocument: 'after' },
    )
    .orFail()
    .lean()
}
