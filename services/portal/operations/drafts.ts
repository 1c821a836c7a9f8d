/**
 * Requests in preparation: one draft per staff member, relative and request type, created when its
 * page is first opened. It outlives the session and is shared by all tabs.
 */
import { randomUUID } from 'node:crypto'
import type { DocumentKind } from '../../../workflows/domain/documents'
import type { CancellationReason } from '../../../workflows/domain/reasons'
import type { RequestType } from '../../../workflows/domain/requestState'
import type { Store } from '../../shared/store/connection'
import type { Draft } from '../../shared/store/draft'
import type { KeptDocument } from '../../shared/store/keptDocument'
import { relatedStaffOf } from '../../shared/store/relatedStaff'
import { isDuplicateKey } from '../../shared/store/duplicateKey'
import { askerOf } from './asker'
import type { Asker } from './asker'
import { ACTION_OF } from './relatives'
import type { RelativeView } from './relatives'

/** Identifies a draft: whose, about whom, of which type. */
export interface DraftOf {
  /** Account id. */
  ownerId: string
  personId: string
  type: RequestType
}

/** What a draft takes over from a returned request. */
export type Carried = Pick<Draft, 'documents' | 'reason'> & Partial<Pick<Draft, 'reasonDetail'>>

const NOTHING: Carried = { documents: [], reason: null }

/** The current draft; null if there is none. */
export function openDraft(store: Store, of: DraftOf): Promise<Draft | null> {
  return store.drafts.findOne({ ...of, submitted: false }).lean()
}

/** All drafts of a staff member that are not filed. */
export function draftsOf(store: Store, ownerId: string): Promise<Draft[]> {
  return store.drafts.find({ ownerId, submitted: false }).lean().exec()
}

/**
 * The relatives with an unfinished draft. Ignores drafts whose request is no longer allowed, and
 * drafts that hold only what was taken over from a returned request.
 */
export function unfinishedFor(
  drafts: readonly Draft[],
  relatives: readonly RelativeView[],
): Set<string> {
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

/**
 * The other member of staff who is preparing the same request for a relative (D5), such as the other
 * parent; null if nobody is.
 */
export async function otherPreparing(
  store: Store,
  readerId: string,
  { person, latest }: Pick<RelativeView, 'person' | 'latest'>,
  type: RequestType,
): Promise<Asker | null> {
  const related = await relatedStaffOf(store, person)
  const drafts = await store.drafts
    .find({
      personId: person._id,
      type,
      submitted: false,
      ownerId: { $in: related.filter((id) => id !== readerId) },
    })
    .sort({ updatedAt: -1 })
    .lean()
  const begun = drafts.find((draft) => holdsMoreThan(draft, latest))
  return begun === undefined ? null : askerOf(store, readerId, begun.ownerId)
}

function holdsMoreThan(draft: Draft, latest: RelativeView['latest']): boolean {
  const isCarried = ({ key }: KeptDocument) =>
    latest?.documents.some((earlier) => earlier.key === key) === true
  const ownReason = draft.reason !== null && draft.reason !== latest?.reason
  return draft.responsibilityAccepted || ownReason || !draft.documents.every(isCarried)
}

/**
 * The current draft, or a new one.
 * @param carried the content of a new one
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
    // Another tab created it at the same moment.
    if (!isDuplicateKey(error)) throw error
    return begin()
  }
}

/** Puts an uploaded file into the draft and replaces an earlier one of its kind (S28, S31, S63). */
export async function keepDocument(
  store: Store,
  of: DraftOf,
  document: KeptDocument,
): Promise<Draft> {
  const { _id } = await beginDraft(store, of)
  return store.drafts
    .findOneAndUpdate(
      { _id },
      [
        {
          $set: {
            documents: { $concatArrays: [othersThan('$documents', document.kind), [document]] },
            updatedAt: '$$NOW',
          },
        },
      ],
      {
        returnDocument: 'after',
        updatePipeline: true,
      },
    )
    .orFail()
    .lean()
}

/**
 * For atomic updates, since another tab may be storing another kind of file: what a list of the
 * draft holds besides one kind.
 */
export function othersThan(list: '$documents' | '$proposals', kind: DocumentKind) {
  return { $filter: { input: { $ifNull: [list, []] }, cond: { $ne: ['$$this.kind', kind] } } }
}

/**
 * Stores the reason of a cancellation (S58).
 * @param reasonDetail what reason `other` means; null for all other reasons
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

/** Stores whether the responsibility was accepted (S32). */
export function keepResponsibility(
  store: Store,
  draft: Draft,
  responsibilityAccepted: boolean,
): Promise<Draft> {
  return keep(store, draft._id, { responsibilityAccepted })
}

/**
 * The draft whose page a submit came from; null if it does not exist or belongs to someone else. A
 * draft that was submitted before is found too, so that a repeated submit is the same request.
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
