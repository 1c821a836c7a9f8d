/**
 * "Amire ilet": handing a case to the head of the bureau, and giving it back to the clerks; signalled
 * and answered at once (D7).
 */
import type { Refused } from '../../../workflows/contract'
import type { Store } from '../../shared/store/connection'
import { endOnRecord } from '../../shared/acts/endOnRecord'
import { lockOf } from '../../shared/acts/lockOf'
import { explanationText } from '../../shared/store/explanation'
import type { RequestRecord } from '../../shared/store/request'
import { waitForRow } from '../../shared/store/waitForRow'
import type { MessageAnswer } from '../../shared/temporal/messenger'
import type { Deps } from '../deps'
import { releaseLease } from './leases'
import { faultsOfText, keepText } from './ownWords'

/** What the clerk or the head sent. `id` is created with the page, so that a double click is one act. */
export interface NoteForm {
  requestId: string
  id: string
  note: string
}

export type NoteFault = 'noteMissing' | 'noteTooLong' | 'noteHoldsIdentityNumber'

export type EscalationAnswer =
  { kind: 'taken' } | { kind: 'incomplete'; faults: NoteFault[] } | Refused

type EscalationDeps = Pick<Deps, 'store' | 'runs' | 'claims'>

const VISIBLE_WITHIN_MS = 3_000

/**
 * Hands a case to the head; the note says why. The clerk's lease ends with it.
 * @param clerkId account id of the clerk
 * @throws EngineUnavailable when the engine does not answer; sending the same form again is safe
 * @throws RunLost when the run has ended before its request
 */
export function escalate(
  deps: EscalationDeps,
  clerkId: string,
  form: NoteForm,
): Promise<EscalationAnswer> {
  const { requestId, id: escalationId } = form
  return send(deps, clerkId, form, {
    message: (common) =>
      deps.runs.escalate(
        common.personKey,
        deps.claims.prove('escalated', { escalationId, requestId, ...common.said }),
      ),
    isDone: ({ escalation }) => escalation?.escalationId === escalationId,
  })
}

/**
 * Gives a case back to the clerks; the note says what they shall do.
 * @param headId account id of the head
 * @throws EngineUnavailable, RunLost
 */
export function giveBack(
  deps: EscalationDeps,
  headId: string,
  form: NoteForm,
): Promise<EscalationAnswer> {
  const { requestId, id: returnId } = form
  return send(deps, headId, form, {
    message: (common) =>
      deps.runs.giveBack(
        common.personKey,
        deps.claims.prove('escalationReturned', { returnId, requestId, ...common.said }),
      ),
    isDone: ({ escalation }) => escalation?.returned?.returnId === returnId,
  })
}

interface Act {
  message(common: {
    personKey: string
    said: { noteId: string; by: string; at: string }
  }): Promise<MessageAnswer>
  /** Whether the record shows the act. */
  isDone(record: Pick<RequestRecord, 'escalation'>): boolean
}

/** Sends the act with its note. A run that has ended leaves the answer in the record. */
async function send(
  { store }: EscalationDeps,
  by: string,
  form: NoteForm,
  { message, isDone }: Act,
): Promise<EscalationAnswer> {
  const faults = faultsOf(form)
  if (faults.length > 0) return { kind: 'incomplete', faults }
  const { requestId } = form
  const personKey = await lockOf(store, requestId)
  const at = new Date()
  // Never empty: faultsOf has refused that.
  const noteId = (await keepText(store, { requestId, text: form.note, by, at }))!
  const answer = await message({ personKey, said: { noteId, by, at: at.toISOString() } })
  if (answer.kind === 'refused') return answer
  const recorded = async () => {
    const record = await store.requests.findById(requestId, { escalation: 1 }).lean()
    return record !== null && isDone(record) ? record : null
  }
  if (answer.kind === 'closed')
    return (await recorded()) === null ? endOnRecord(store, requestId) : { kind: 'taken' }
  await releaseLease(store, by, requestId)
  await waitForRow(recorded, VISIBLE_WITHIN_MS)
  return answer
}

function faultsOf({ note }: NoteForm): NoteFault[] {
  return note === '' ? ['noteMissing'] : faultsOfText('note', note)
}

/** What the clerk and the head wrote. */
export interface EscalationNotes {
  asked: string | null
  returned: string | null
}

/** The notes of a case that was handed to the head; null where there are none. */
export async function notesOfEscalation(
  { explanations }: Pick<Store, 'explanations'>,
  { _id: requestId, escalation }: Pick<RequestRecord, '_id' | 'escalation'>,
): Promise<EscalationNotes> {
  const [asked, returned] = await Promise.all([
    explanationText(explanations, requestId, escalation?.noteId),
    explanationText(explanations, requestId, escalation?.returned?.noteId),
  ])
  return { asked, returned }
}
