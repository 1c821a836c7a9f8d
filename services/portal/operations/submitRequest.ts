/** "Kaydet" (S33–S35, S64, S65): a complete draft becomes a running request. */
import { setTimeout as pause } from 'node:timers/promises'
import { missingParts } from '../../../workflows/domain/completeness'
import type { MissingPart } from '../../../workflows/domain/completeness'
import { DOCUMENT_KINDS, requiredDocuments } from '../../../workflows/domain/documents'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { requireKnownHolidays } from '../../../workflows/domain/requestClocks'
import type { CancellationRequestInput, CardRequestInput } from '../../../workflows/contract'
import type { Store } from '../../shared/store/connection'
import { nextRequestNumber } from '../../shared/store/nextRequestNumber'
import type { Draft } from '../../shared/store/draft'
import { readLeave } from '../../shared/store/leave'
import { pinOf } from '../../shared/store/keptDocument'
import { relatedStaffOf } from '../../shared/store/relatedStaff'
import { waitForRow } from '../../shared/store/waitForRow'
import { EngineUnavailable } from '../../shared/temporal/connection'
import type { StartAnswer } from '../../shared/temporal/requestRuns'
import type { Deps } from '../deps'
import { recordReasonDetail } from './explanations'
import { dropProposals } from './proposals'
import { ACTION_OF, relativeOf } from './relatives'
import type { RelativeView } from './relatives'

export type SubmitAnswer =
  /**
   * Filed now or by an earlier submit of the same draft. `visible: false`: the list shows it a
   * little later.
   */
  | { kind: 'filed'; requestNumber: string; visible: boolean }
  | { kind: 'incomplete'; missing: MissingPart[] }
  /** Another request for this relative is open, filed by either parent (D5). */
  | { kind: 'otherRequestOpen'; requestNumber: string }
  /** Such a request is not allowed for this relative now (S20, S21, S47, S53). */
  | { kind: 'notAllowed' }

type SubmitDeps = Pick<Deps, 'store' | 'documents' | 'runs' | 'timing'>

/** The staff member who files the request. */
interface Applicant {
  /** Account id. */
  id: string
  unitCode: string
}

const VISIBLE_WITHIN_MS = 5_000
const FREE_WITHIN_MS = 4_000
const ASK_AGAIN_AFTER_MS = 100

/**
 * Files the request of a draft. A repeated submit returns the same request.
 * @param onFiled called when the engine has the request, before its row can be read
 * @throws EngineUnavailable when the engine does not answer; the draft is kept and may be submitted
 *   again
 * @throws HolidaysUnknown when the table of holidays ends before the request would be due
 */
export async function submitRequest(
  deps: SubmitDeps,
  applicant: Applicant,
  draft: Draft,
  onFiled: () => void = () => undefined,
): Promise<SubmitAnswer> {
  const { store } = deps
  const [filed, relative] = await Promise.all([
    store.requests.findById(draft._id, { number: 1 }).lean(),
    relativeOf(store, applicant.id, draft.personId, new Date()),
  ])
  if (filed !== null) return filedBefore(deps, draft, filed.number)
  if (relative === null) return { kind: 'notAllowed' }
  const missing = missingFrom(draft, relative.card)
  if (missing.length > 0) return { kind: 'incomplete', missing }

  if (relative.latest?.open === true) {
    const { _id, number } = relative.latest
    // A parallel submit of the same draft may have filed it in between.
    return _id === draft._id
      ? filedBefore(deps, draft, number)
      : { kind: 'otherRequestOpen', requestNumber: number }
  }
  if (relative.next.action !== ACTION_OF[draft.type]) return { kind: 'notAllowed' }

  requireKnownHolidays(new Date().toISOString(), deps.timing)
  // Side by side: somebody waits, and each write waits for the disk.
  const [requestNumber, ofType, leave, relatedStaff] = await Promise.all([
    numberOf(store, draft),
    typeSpecific(store, draft),
    readLeave(store),
    relatedStaffOf(store, relative.person),
    recordReasonDetail(store, draft),
  ])
  const answer = await startOnceFree(deps, relative.person.personKey, {
    ...ofType,
    requestId: draft._id,
    requestNumber,
    personId: draft.personId,
    applicantId: applicant.id,
    relatedStaffIds: [...new Set([applicant.id, ...relatedStaff])],
    unitCode: applicant.unitCode,
    timing: { ...deps.timing, leave },
  })
  if (answer.kind === 'otherRequestOpen') return answer
  onFiled()

  const [row] = await Promise.all([
    waitForRow(() => store.requests.findById(draft._id, { _id: 1 }).lean(), VISIBLE_WITHIN_MS),
    closeDraft(deps, draft),
  ])
  return { kind: 'filed', requestNumber, visible: row !== null }
}

/** What is missing from the draft, given the card the relative holds now. */
export function missingFrom(draft: Draft, card: RelativeView['card']): MissingPart[] {
  const documents = draft.documents.map(({ kind }) => kind)
  if (draft.type === 'cardRequest') return missingParts({ ...draft, type: draft.type, documents })
  // Without a card there is nothing to cancel; the caller refuses that.
  return card === null
    ? []
    : missingParts({ ...draft, type: draft.type, documents, card: card.subState })
}

/**
 * Starts the run. A run whose decision is on record keeps the relative's lock for a moment until it
 * has ended; that does not count as another request, so this waits for it.
 * @throws EngineUnavailable when that takes too long or Temporal does not answer
 */
async function startOnceFree(
  { store, runs }: Pick<Deps, 'store' | 'runs'>,
  personKey: string,
  input: CardRequestInput | CancellationRequestInput,
): Promise<StartAnswer> {
  for (const end = Date.now() + FREE_WITHIN_MS; ; await pause(ASK_AGAIN_AFTER_MS)) {
    const answer = await runs.start(personKey, input)
    if (answer.kind === 'started') return answer
    const other = await store.requests.findOne({ number: answer.requestNumber }, { open: 1 }).lean()
    if (other?.open !== false) return answer
    if (Date.now() > end)
      throw new EngineUnavailable('The run of a decided request has not ended yet')
  }
}

async function filedBefore(
  deps: SubmitDeps,
  draft: Draft,
  requestNumber: string,
): Promise<SubmitAnswer> {
  await closeDraft(deps, draft)
  return { kind: 'filed', requestNumber, visible: true }
}

/** The documents this request needs; others, left from another reason, are not sent. */
async function typeSpecific(
  store: Store,
  draft: Draft,
): Promise<
  | Pick<CardRequestInput, 'type' | 'documents'>
  | Pick<CancellationRequestInput, 'type' | 'documents' | 'reason' | 'cardId' | 'cardApprovedOn'>
> {
  if (draft.type === 'cardRequest')
    return { type: draft.type, documents: draft.documents.map(pinOf) }
  const reason = draft.reason!
  const kinds = requiredDocuments({ type: draft.type, reason })
  const card = await store.cards
    .findOne({ personId: draft.personId, cancelledAt: null }, { _id: 1, approvedAt: 1 })
    .orFail()
    .lean()
  return {
    type: draft.type,
    reason,
    cardId: card._id,
    cardApprovedOn: istanbulDayOf(card.approvedAt.toISOString()),
    documents: draft.documents.filter(({ kind }) => kinds.includes(kind)).map(pinOf),
  }
}

/** A draft gets its number once, so that a repeated submit uses the same number. */
async function numberOf(store: Store, draft: Draft): Promise<string> {
  if (draft.requestNumber !== null) return draft.requestNumber
  const number = await nextRequestNumber(
    store,
    Number(istanbulDayOf(new Date().toISOString()).slice(0, 4)),
  )
  const kept = await store.drafts
    .findOneAndUpdate(
      { _id: draft._id, requestNumber: null },
      { $set: { requestNumber: number } },
      { returnDocument: 'after' },
    )
    .lean()
  if (kept !== null) return number
  const { requestNumber } = await store.drafts
    .findById(draft._id, { requestNumber: 1 })
    .orFail()
    .lean()
  return requestNumber ?? number
}

/** Marks a draft as filed, and drops what still waits for a confirmation in it. */
async function closeDraft(deps: SubmitDeps, { _id }: Draft): Promise<void> {
  await Promise.all([
    deps.store.drafts.updateOne({ _id }, { $set: { submitted: true } }),
    dropProposals(deps, _id, DOCUMENT_KINDS),
  ])
}
