/** "Eksik iste": a clerk asks the applicant for one document; signalled and answered at once (D7). */
import type { Refused } from '../../../workflows/contract'
import { askableDocuments } from '../../../workflows/domain/documentAsk'
import type { DocumentAsk } from '../../../workflows/domain/documentAsk'
import type { Store } from '../../shared/store/connection'
import { endOnRecord } from '../../shared/acts/endOnRecord'
import type { RequestRecord } from '../../shared/store/request'
import { waitForRow } from '../../shared/store/waitForRow'
import type { Deps } from '../deps'
import { haveDocumentsChanged } from './askSeen'
import { releaseLease } from './leases'
import { faultsOfText, keepText } from './ownWords'

/** What the clerk sent. `askId` is created with the page, so that a double click is one ask. */
export interface AskForm extends Pick<DocumentAsk, 'askId' | 'requestId' | 'kind' | 'flaw'> {
  /** What the staff member reads in addition to the ready sentence; may be empty. */
  note: string
  /** The latest ask that the clerk's page showed; null if it showed none. */
  askSeen: string | null
}

export type AskFault = 'kindUnfit' | 'noteTooLong' | 'noteHoldsIdentityNumber'

export type AskAnswer = { kind: 'taken' } | { kind: 'incomplete'; faults: AskFault[] } | Refused

const VISIBLE_WITHIN_MS = 3_000

/**
 * Asks for a document; the request then waits for the applicant.
 * @param clerkId account id of the clerk
 * @throws EngineUnavailable when the engine does not answer; sending the same form again is safe
 * @throws RunLost when the run has ended before its request
 */
export async function askForDocument(
  { store, runs, claims }: Pick<Deps, 'store' | 'runs' | 'claims'>,
  clerkId: string,
  form: AskForm,
): Promise<AskAnswer> {
  const { requestId, askId } = form
  const request = await requestOf(store, requestId)
  const faults = faultsIn(form, request)
  if (faults.length > 0) return { kind: 'incomplete', faults }
  // This one may be on record already, if it is sent again.
  if (request.asked?.askId !== askId && haveDocumentsChanged(request, form.askSeen))
    return { kind: 'refused', cause: 'documentsChanged', earlier: null }
  const { personKey } = await store.people
    .findById(request.personId, { personKey: 1 })
    .orFail()
    .lean()
  const ask = await messageOf(store, clerkId, form)
  const answer = await runs.askForDocument(personKey, claims.prove('documentAsked', ask))
  if (answer.kind === 'refused') return answer
  if (answer.kind === 'closed') return fromRecord(store, form)
  await releaseLease(store, clerkId, requestId)
  await waitForRow(
    () => store.requests.findOne({ _id: requestId, 'asked.askId': askId }, { _id: 1 }).lean(),
    VISIBLE_WITHIN_MS,
  )
  return answer
}

function requestOf(store: Store, requestId: string) {
  return store.requests
    .findById(requestId, { personId: 1, type: 1, reason: 1, status: 1, subState: 1, asked: 1 })
    .orFail()
    .lean()
}

type Written = Pick<AskForm, 'kind' | 'note'>

/** What would be refused at the fields of a form if it were sent. */
export async function faultsOf(
  store: Store,
  { requestId, ...form }: Written & Pick<AskForm, 'requestId'>,
): Promise<AskFault[]> {
  return faultsIn(form, await requestOf(store, requestId))
}

function faultsIn(
  { kind, note }: Written,
  request: Pick<RequestRecord, 'type' | 'reason'>,
): AskFault[] {
  const faults: AskFault[] = []
  if (!askableDocuments(request).includes(kind)) faults.push('kindUnfit')
  return [...faults, ...faultsOfText('note', note)]
}

/** Builds the message, and stores the text of its note. */
async function messageOf(
  store: Store,
  clerkId: string,
  { askId, requestId, kind, flaw, note }: AskForm,
): Promise<DocumentAsk> {
  const at = new Date()
  const noteId = await keepText(store, { requestId, text: note, by: clerkId, at })
  return { askId, requestId, kind, flaw, noteId, by: clerkId, at: at.toISOString() }
}

/** The run has ended, so the record has the answer. */
async function fromRecord(store: Store, { requestId, askId }: AskForm): Promise<AskAnswer> {
  const own = { _id: requestId, 'asked.askId': askId }
  if ((await store.requests.exists(own)) !== null) return { kind: 'taken' }
  return endOnRecord(store, requestId)
}
