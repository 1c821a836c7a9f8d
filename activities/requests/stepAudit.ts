import type { RequestStep, RequestStepEffect } from '../../workflows/contract'
import type { RequestAuditLine } from '../../services/shared/store/request'

/** What the audit trail of the request says about a step. */
export function auditLineOf(step: RequestStep): RequestAuditLine {
  const { effect } = step
  return {
    key: `${step.requestId}:${step.seq}`,
    action: effect.kind,
    actor: actorOf(effect),
    at: new Date(step.at),
    ...(effect.kind === 'refused' ? { cause: effect.refusal.cause } : {}),
    ...(effect.kind === 'reminded' ? { about: effect.about } : {}),
    ...(effect.kind === 'cardArrivalReverted' ? { ground: effect.ground } : {}),
    ...documentOf(effect),
    ...(effect.kind === 'refusalsCounted' ? { count: effect.count } : {}),
    ...provenBy(effect),
  }
}

/** Which document an ask, or its end, is about. */
function documentOf(effect: RequestStepEffect): Pick<RequestAuditLine, 'document'> {
  switch (effect.kind) {
    case 'documentAsked':
      return { document: effect.ask.kind }
    case 'documentAdded':
      return { document: effect.document.kind }
    case 'documentNotAdded':
      return { document: effect.document }
    default:
      return {}
  }
}

/** The key that proved the message of a step; nothing if no message did it. */
function provenBy(effect: RequestStepEffect): Pick<RequestAuditLine, 'provenBy'> {
  const { provenBy } = proofOf(effect)
  return provenBy === undefined ? {} : { provenBy }
}

function proofOf(effect: RequestStepEffect): { provenBy?: string | undefined } {
  switch (effect.kind) {
    case 'cardApproved':
    case 'cancellationApproved':
    case 'rejected':
      return effect.decision
    case 'refused':
      return effect.refusal
    case 'documentAsked':
      return effect.ask
    case 'escalated':
      return effect.escalation
    case 'escalationReturned':
      return effect.returned
    case 'cardArrived':
    case 'cardArrivalReverted':
    case 'reviewOpened':
      return effect
    default:
      return {}
  }
}

/** Who did it; null if the system did. */
export function actorOf(effect: RequestStepEffect): string | null {
  switch (effect.kind) {
    case 'cardApproved':
    case 'cancellationApproved':
    case 'rejected':
      return effect.decision.by
    case 'cardArrived':
    case 'cardArrivalReverted':
    case 'reviewOpened':
    case 'withdrawn':
      return effect.by
    case 'documentAsked':
      return effect.ask.by
    case 'escalated':
      return effect.escalation.by
    case 'escalationReturned':
      return effect.returned.by
    case 'documentAdded':
      return effect.added.by
    case 'refused':
      return effect.refusal.by
    case 'enteredReview':
    case 'cardAwaited':
    case 'reminded':
    case 'refusalsCounted':
    case 'repaired':
    case 'dueMoved':
    case 'applicantDayMoved':
    case 'documentNotAdded':
    case 'returnedByDocumentCheck':
      return null
  }
}
