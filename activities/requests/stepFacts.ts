import type { BureauDecision, RequestStep } from '../../workflows/contract'
import type { RequestRecord } from '../../services/shared/store/request'

/** What changes of an ask for a document, and how an escalation has ended. */
type EndFacts = Partial<
  Record<`asked.${'until' | 'end' | 'endedAt' | 'additionId'}` | 'escalation.returned', unknown>
>

/** The fields that a step sets in addition to the state. */
export function factsOf(step: RequestStep): Partial<RequestRecord> & EndFacts {
  const { effect } = step
  switch (effect.kind) {
    case 'enteredReview':
    case 'dueMoved':
      return { dueAt: new Date(effect.dueAt) }
    case 'cardArrived': {
      const { receiptId, letterNo, letterDate, by, dueAt } = effect
      return {
        dueAt: new Date(dueAt),
        cardReceived: { receiptId, letterNo, letterDate, by, at: new Date(step.at) },
      }
    }
    case 'cardArrivalReverted':
      return { dueAt: null, cardReceived: null, opened: null }
    case 'applicantDayMoved':
      return { 'asked.until': new Date(effect.until) }
    case 'cardApproved':
      return { ...decided(effect.decision), cardId: effect.cardId }
    case 'cancellationApproved':
    case 'rejected':
      return decided(effect.decision)
    case 'returnedByDocumentCheck':
      return {
        dueAt: null,
        documentFaults: effect.check.faults,
        decision: {
          decisionId: effect.reason,
          outcome: 'rejected',
          by: null,
          at: new Date(step.at),
          reasons: [effect.reason],
          explanationId: null,
        },
      }
    case 'reviewOpened': {
      const { openingId, by } = effect
      return { opened: { openingId, by, at: new Date(step.at) } }
    }
    case 'withdrawn': {
      const { withdrawalId, by } = effect
      return { dueAt: null, withdrawn: { withdrawalId, by, at: new Date(step.at) } }
    }
    case 'documentAsked': {
      const { ask, until, stopped } = effect
      const { askId, kind, flaw, noteId, by } = ask
      return {
        dueAt: null,
        asked: {
          ...{ askId, kind, flaw, noteId, by, at: new Date(step.at), until: new Date(until) },
          daysLeft: stopped.daysLeft,
          reviewDueAt: new Date(stopped.dueAt),
          ...{ end: null, endedAt: null, additionId: null },
        },
      }
    }
    case 'documentAdded':
      return {
        dueAt: new Date(effect.dueAt),
        'asked.end': 'added',
        'asked.endedAt': new Date(step.at),
        'asked.additionId': effect.added.additionId,
      }
    case 'documentNotAdded':
      return {
        dueAt: new Date(effect.dueAt),
        'asked.end': 'notAdded',
        'asked.endedAt': new Date(step.at),
      }
    case 'escalated': {
      const { escalationId, noteId, by, at } = effect.escalation
      return { escalation: { escalationId, noteId, by, at: new Date(at), returned: null } }
    }
    case 'escalationReturned': {
      const { returnId, noteId, by, at } = effect.returned
      return { 'escalation.returned': { returnId, noteId, by, at: new Date(at) } }
    }
    case 'cardAwaited':
    case 'reminded':
    case 'refused':
    case 'refusalsCounted':
    case 'repaired':
      return {}
  }
}

function decided({
  decisionId,
  outcome,
  by,
  at,
  reasons,
  explanationId,
}: BureauDecision): Partial<RequestRecord> {
  return {
    dueAt: null,
    decision: { decisionId, outcome, by, at: new Date(at), reasons, explanationId },
  }
}
