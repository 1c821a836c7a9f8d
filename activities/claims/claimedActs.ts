/** Which message of the bureau a step comes from: what it must say, and the claim that proves it. */
import type { CardStep, Proof, ProvenMessage, RequestStep } from '../../workflows/contract'
import { ID_FIELDS, proofOf } from '../../workflows/domain/proof'

/** What the record would say that a clerk has done. */
export interface ClaimedAct {
  message: ProvenMessage
  /** Id of the message. */
  id: string
  /** Fields that the claim must state as well. */
  says: Readonly<Record<string, unknown>>
  proof: Partial<Proof>
}

/** The act behind a step of a request; null if no clerk does such a thing. */
export function actOfStep({ requestId, effect }: RequestStep): ClaimedAct | null {
  switch (effect.kind) {
    case 'cardApproved':
    case 'cancellationApproved':
      return act('bureauDecision', { ...effect.decision, requestId, outcome: 'approved' })
    case 'rejected':
      return act('bureauDecision', { ...effect.decision, requestId, outcome: 'rejected' })
    case 'cardArrived': {
      const { receiptId, letterNo, letterDate, by } = effect
      const arrival = { receiptId, letterNo, letterDate, by, ...proofOf(effect) }
      return act('physicalCardReceived', { ...arrival, requestId })
    }
    case 'cardArrivalReverted': {
      const { reversalId, ground, by } = effect
      return act('arrivalReverted', { reversalId, ground, by, ...proofOf(effect), requestId })
    }
    case 'reviewOpened': {
      const { openingId, by } = effect
      return act('reviewOpened', { openingId, by, ...proofOf(effect), requestId })
    }
    case 'documentAsked':
      return act('documentAsked', { ...effect.ask, requestId })
    case 'escalated':
      return act('escalated', { ...effect.escalation, requestId })
    case 'escalationReturned':
      return act('escalationReturned', { ...effect.returned, requestId })
    default:
      return null
  }
}

/** The act behind a step of a card; null if a run did it by itself. */
export function actOfCardStep(step: CardStep): ClaimedAct | null {
  const { cardId, by, eventId: id, subState, reversal } = step
  if (by === null && id === null) return null
  const proven = { cardId, by, ...proofOf(step) }
  if (reversal === undefined)
    return act('productionEvent', { ...proven, eventId: id, kind: subState })
  const { of: kind, ground } = reversal
  return act('productionReverted', { ...proven, reversalId: id, kind, ground })
}

function act(
  message: ProvenMessage,
  { provenBy, claim, ...says }: Partial<Proof> & Record<string, unknown>,
): ClaimedAct {
  return {
    message,
    id: String(says[ID_FIELDS[message]]),
    says,
    proof: proofOf({ provenBy, claim } as Partial<Proof>),
  }
}
