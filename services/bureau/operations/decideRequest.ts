/** A clerk's decision: signalled, queried at once, and answered in the same response (D7). */
import type { BureauDecision, Refused } from '../../../workflows/contract'
import { canApply, isOwnReason, needsExplanation } from '../../../workflows/domain/reasons'
import type { RejectedCase, RejectionReason } from '../../../workflows/domain/reasons'
import type { Outcome } from '../../../workflows/domain/requestState'
import type { Store } from '../../shared/store/connection'
import { waitForRow } from '../../shared/store/waitForRow'
import type { Deps } from '../deps'
import { haveDocumentsChanged } from './askSeen'
import { endLease } from './leases'
import { addedReasons } from './reasonSentences'
import { endOnRecord } from '../../shared/acts/endOnRecord'
import { faultsOfText, keepText } from './ownWords'

/**
 * What the clerk sent. `decisionId` is created with the page, so that a double click is one
 * decision.
 */
export interface DecisionForm {
  requestId: string
  decisionId: string
  outcome: Outcome
  reasons: RejectionReason[]
  /** What the staff member reads in addition to the reasons (S45); may be empty. */
  explanation: string
  /** The latest ask for a document that the clerk's page showed; null if it showed none. */
  askSeen: string | null
  /** Whether the sender is the head, who alone decides a case that was handed to them. */
  asHead?: boolean
}

export type DecisionFault =
  | 'reasonMissing'
  | 'reasonUnfit'
  | 'explanationMissing'
  | 'explanationTooLong'
  | 'explanationHoldsIdentityNumber'

export type DecisionAnswer =
  { kind: 'taken' } | { kind: 'incomplete'; faults: DecisionFault[] } | Refused

const VISIBLE_WITHIN_MS = 3_000

/**
 * Sends a decision and returns what became of it.
 * @param clerkId account id of the clerk
 * @throws EngineUnavailable when the engine does not answer; sending the same form again is safe
 * @throws RunLost when the run has ended without a decision
 */
export async function decideRequest(
  { store, runs, claims }: Pick<Deps, 'store' | 'runs' | 'claims'>,
  clerkId: string,
  form: DecisionForm,
): Promise<DecisionAnswer> {
  const fields = {
    personId: 1,
    type: 1,
    reason: 1,
    cardReceived: 1,
    decision: 1,
    withdrawn: 1,
    status: 1,
    subState: 1,
    asked: 1,
  } as const
  const request = await store.requests.findById(form.requestId, fields).orFail().lean()
  const faults = await faultsOfForm(store, form, request)
  if (faults.length > 0) {
    // Correcting a form is no use once it has been decided (D7) or withdrawn.
    return request.decision === null && !request.withdrawn
      ? { kind: 'incomplete', faults }
      : fromRecord(store, form)
  }
  if (haveDocumentsChanged(request, form.askSeen))
    return { kind: 'refused', cause: 'documentsChanged', earlier: null }

  const { personId } = request
  const { personKey } = await store.people.findById(personId, { personKey: 1 }).orFail().lean()
  const decision = await messageOf(store, clerkId, form)
  const answer = await runs.decide(personKey, claims.prove('bureauDecision', decision))

  switch (answer.kind) {
    case 'taken':
      await waitForRow(
        () =>
          store.requests
            .findOne({ _id: form.requestId, 'decision.decisionId': form.decisionId }, { _id: 1 })
            .lean(),
        VISIBLE_WITHIN_MS,
      )
      await endLease(store, form.requestId)
      return { kind: 'taken' }
    case 'refused':
      return answer
    case 'closed':
      return fromRecord(store, form)
  }
}

/** What a decision lacks; nothing is sent. */
export async function faultsOf(
  store: Pick<Store, 'requests' | 'reasonSentences'>,
  form: DecisionForm,
): Promise<DecisionFault[]> {
  const fields = { type: 1, reason: 1, cardReceived: 1 } as const
  const request = await store.requests.findById(form.requestId, fields).orFail().lean()
  return faultsOfForm(store, form, request)
}

async function faultsOfForm(
  store: Pick<Store, 'reasonSentences'>,
  { outcome, reasons, explanation }: DecisionForm,
  request: RejectedCase,
): Promise<DecisionFault[]> {
  const faults: DecisionFault[] = []
  const added = await addedReasons(store, reasons)
  const isFit = (reason: RejectionReason) =>
    canApply(reason, request) && (!isOwnReason(reason) || added.has(reason))
  if (outcome === 'rejected' && reasons.length === 0) faults.push('reasonMissing')
  if (!reasons.every(isFit)) faults.push('reasonUnfit')
  if (needsExplanation(reasons) && explanation === '') faults.push('explanationMissing')
  return [...faults, ...faultsOfText('explanation', explanation)]
}

/** Builds the message, and stores the text of its explanation. */
async function messageOf(
  store: Store,
  clerkId: string,
  form: DecisionForm,
): Promise<BureauDecision> {
  const { decisionId, requestId, outcome, explanation } = form
  const at = new Date()
  const text = outcome === 'rejected' ? explanation : ''
  const explanationId = await keepText(store, { requestId, text, by: clerkId, at })
  return {
    decisionId,
    requestId,
    outcome,
    reasons: outcome === 'rejected' ? form.reasons : [],
    explanationId,
    ...(form.asHead && { asHead: true as const }),
    by: clerkId,
    at: at.toISOString(),
  }
}

/** The run has ended, so the record has the decision. It may be this form's own, sent again. */
async function fromRecord(store: Store, form: DecisionForm): Promise<DecisionAnswer> {
  const own = { _id: form.requestId, 'decision.decisionId': form.decisionId }
  if ((await store.requests.exists(own)) !== null) return { kind: 'taken' }
  return endOnRecord(store, form.requestId)
}
