/** Which message of the bureau a step comes from: what it must say, and the claim that proves it. */
import type {
  CardStep,
  Proof,
  ProvenMessage,
  ProvenMessages,
  RequestStep,
  RequestStepEffect,
  Taken,
} from '../../workflows/contract'
import { ID_FIELDS, proofOf } from '../../workflows/domain/proof'

/** What the record would say that a clerk has done. */
export interface ClaimedAct {
  message: ProvenMessage
  /** Id of the message. */
  id: string
  /** Fields that the claim must state as well. */
  says: Readonly<Record<string, unknown>>
  /** Whether these are all fields of the message. */
  isWhole: boolean
  proof: Partial<Proof>
  /** False for a refused one: of it, only who sent it is believed. */
  isTaken: boolean
}

/** The act behind a step of a request; null if no clerk does such a thing. */
export function actOfStep({ requestId, effect }: RequestStep): ClaimedAct | null {
  switch (effect.kind) {
    case 'cardApproved':
    case 'cancellationApproved':
      return wholeAct('bureauDecision', { ...effect.decision, requestId, outcome: 'approved' })
    case 'rejected':
      return wholeAct('bureauDecision', { ...effect.decision, requestId, outcome: 'rejected' })
    case 'cardArrived': {
      const { receiptId, letterNo, letterDate, by } = effect
      const arrival = { receiptId, letterNo, letterDate, by, ...proofOf(effect) }
      return partOfAct('physicalCardReceived', { ...arrival, requestId })
    }
    case 'cardArrivalReverted': {
      const { reversalId, ground, by } = effect
      return partOfAct('arrivalReverted', { reversalId, ground, by, ...proofOf(effect), requestId })
    }
    case 'reviewOpened': {
      const { openingId, by } = effect
      return partOfAct('reviewOpened', { openingId, by, ...proofOf(effect), requestId })
    }
    case 'documentAsked':
      return wholeAct('documentAsked', { ...effect.ask, requestId })
    case 'escalated':
      return wholeAct('escalated', { ...effect.escalation, requestId })
    case 'escalationReturned':
      return wholeAct('escalationReturned', { ...effect.returned, requestId })
    case 'refused':
      return refusedAct(effect)
    default:
      return null
  }
}

/** A refusal names who sent the message; that it was proven is believed only with its claim. */
function refusedAct({
  refusal: { message, messageId, by, at, provenBy },
  claim,
}: Extract<RequestStepEffect, { kind: 'refused' }>): ClaimedAct | null {
  if (provenBy === undefined) return null
  const name = message as ProvenMessage
  const sent = partOfAct(name, { [ID_FIELDS[name]]: messageId, by, at, provenBy, claim })
  return { ...sent, isTaken: false }
}

/** The act behind a step of a card; null if a run did it by itself. */
export function actOfCardStep(step: CardStep): ClaimedAct | null {
  const { cardId, by, eventId: id, subState, reversal } = step
  const proven = { cardId, by, ...proofOf(step) }
  if (reversal !== undefined) {
    const { of: kind, ground } = reversal
    return partOfAct('productionReverted', { ...proven, reversalId: id, kind, ground })
  }
  if (by === null && id === null) return null
  return partOfAct('productionEvent', { ...proven, eventId: id, kind: subState })
}

/** An act that a lost run had taken and not recorded. */
export function actTaken<Message extends ProvenMessage>(
  message: Message,
  taken: Taken<ProvenMessages[Message]>,
): ClaimedAct {
  return wholeAct(message, { ...taken })
}

function wholeAct(message: ProvenMessage, said: Partial<Proof> & Record<string, unknown>) {
  return { ...partOfAct(message, said), isWhole: true }
}

function partOfAct(
  message: ProvenMessage,
  { provenBy, claim, ...says }: Record<string, unknown>,
): ClaimedAct {
  return {
    message,
    id: String(says[ID_FIELDS[message]]),
    says,
    isWhole: false,
    proof: proofOf({ provenBy, claim } as Partial<Proof>),
    isTaken: true,
  }
}
