/** The applicant adds the document that the bureau has asked for ("eksik iste"). */
import type { Refused } from '../../../workflows/contract'
import type { RecordedAsk, RequestRecord } from '../../shared/store/request'
import { waitForRow } from '../../shared/store/waitForRow'
import { RunLost } from '../../shared/temporal/runLost'
import type { Deps } from '../deps'
import { draftToSubmit } from './drafts'

export type CompletionAnswer =
  /** `visible: false`: the file is still being checked; the request page shows it a little later. */
  | { kind: 'taken'; visible: boolean }
  /** The draft has no such document. */
  | { kind: 'missing' }
  | Refused

const VISIBLE_WITHIN_MS = 5_000

/**
 * Sends the document of a draft to the bureau. The run takes the file from the draft, which only the
 * portal can write; a repeated submit is the same addition.
 * @throws EngineUnavailable when the engine does not answer; the draft is kept
 * @throws RunLost when the run has ended before its request
 */
export async function completeRequest(
  { store, runs }: Pick<Deps, 'store' | 'runs'>,
  request: Pick<RequestRecord, '_id' | 'personId' | 'applicantId' | 'type'>,
  { askId, kind }: Pick<RecordedAsk, 'askId' | 'kind'>,
  draftId: string,
): Promise<CompletionAnswer> {
  const { _id: requestId, personId, applicantId: by, type } = request
  const draft = await draftToSubmit(store, { ownerId: by, personId, type }, draftId)
  if (draft?.answers?.askId === askId && draft.submitted) return { kind: 'taken', visible: false }
  if (!draft || draft.submitted || !draft.documents.some((kept) => kept.kind === kind))
    return { kind: 'missing' }
  await store.drafts.updateOne({ _id: draftId }, { $set: { answers: { requestId, askId } } })
  const { personKey } = await store.people.findById(personId, { personKey: 1 }).orFail().lean()
  const added = { additionId: draftId, requestId, askId, by, at: new Date().toISOString() }
  const answer = await runs.addDocument(personKey, added)
  if (answer.kind === 'refused') return answer
  if (answer.kind === 'closed') return fromRecord(store, requestId)
  await store.drafts.updateOne({ _id: draftId }, { $set: { submitted: true } })
  const row = await waitForRow(
    () =>
      store.requests.findOne({ _id: requestId, 'asked.additionId': draftId }, { _id: 1 }).lean(),
    VISIBLE_WITHIN_MS,
  )
  return { kind: 'taken', visible: row !== null }
}

/** The run has ended, so nothing is awaited any more. */
async function fromRecord(store: Deps['store'], requestId: string): Promise<CompletionAnswer> {
  const { open, number } = await store.requests
    .findById(requestId, { open: 1, number: 1 })
    .orFail()
    .lean()
  if (open) throw new RunLost(number)
  return { kind: 'refused', cause: 'notAwaited', earlier: null }
}
