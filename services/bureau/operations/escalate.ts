/**
 * "Amire ilet": handing a case to the head of the bureau, and giving it back to the clerks; signalled
 * and answered at once (D7).
 */
import { randomUUID } from 'node:crypto'
import type { Refused } from '../../../workflows/contract'
import { containsIdentityNumber } from '../../../workflows/domain/identityNumber'
import type { Store } from '../../shared/store/connection'
import { earlierAct } from '../../shared/acts/earlierAct'
import { ofItsRequest } from '../../shared/store/explanation'
import type { RequestRecord } from '../../shared/store/request'
import { waitForRow } from '../../shared/store/waitForRow'
import { RunLost } from '../../shared/temporal/runLost'
import type { MessageAnswer } from '../../shared/temporal/requestRuns'
import type { Deps } from '../deps'
import { EXPLANATION_MAX } from './decideRequest'
import { releaseLease } from './leases'

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
  const personKey = await personKeyOf(store, requestId)
  const at = new Date()
  const noteId = randomUUID()
  // The text of the note stays in MongoDB; the message carries its id.
  await store.explanations.create({ _id: noteId, requestId, text: form.note, by, at })
  const answer = await message({ personKey, said: { noteId, by, at: at.toISOString() } })
  if (answer.kind === 'refused') return answer
  if (answer.kind === 'closed') return fromRecord(store, requestId, isDone)
  await releaseLease(store, by, requestId)
  await waitForRow(async () => {
    const record = await store.requests.findById(requestId, { escalation: 1 }).lean()
    return record !== null && isDone(record) ? record : null
  }, VISIBLE_WITHIN_MS)
  return answer
}

function faultsOf({ note }: NoteForm): NoteFault[] {
  const faults: NoteFault[] = []
  if (note === '') faults.push('noteMissing')
  if (note.length > EXPLANATION_MAX) faults.push('noteTooLong')
  if (containsIdentityNumber(note)) faults.push('noteHoldsIdentityNumber')
  return faults
}

async function personKeyOf(store: Store, requestId: string): Promise<string> {
  const { personId } = await store.requests.findById(requestId, { personId: 1 }).orFail().lean()
  const { personKey } = await store.people.findById(personId, { personKey: 1 }).orFail().lean()
  return personKey
}

async function fromRecord(
  store: Store,
  requestId: string,
  isDone: Act['isDone'],
): Promise<EscalationAnswer> {
  const record = await store.requests
    .findById(requestId, { escalation: 1, decision: 1, withdrawn: 1, number: 1 })
    .orFail()
    .lean()
  if (isDone(record)) return { kind: 'taken' }
  if (record.withdrawn) return { kind: 'refused', cause: 'withdrawn', earlier: null }
  if (record.decision === null) throw new RunLost(record.number)
  return { kind: 'refused', cause: 'alreadyDecided', earlier: earlierAct(record.decision) }
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
  const textOf = async (_id: string | undefined) => {
    if (_id === undefined) return null
    const note = await explanations.findOne(ofItsRequest({ _id, requestId }), { text: 1 }).lean()
    return note?.text ?? null
  }
  const [asked, returned] = await Promise.all([
    textOf(escalation?.noteId),
    textOf(escalation?.returned?.noteId),
  ])
  return { asked, returned }
}
