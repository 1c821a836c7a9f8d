/**
 * A card request from filing to decision: checked, reviewed, decided or withdrawn (S22–S52). Another run tracks
 * the production of the card.
 */
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common'
import { ParentClosePolicy, startChild, uuid4 } from '@temporalio/workflow'
import { cardProduction } from './cardProduction'
import { cardProductionWorkflowId, productionInTemporal } from './contract'
import type { CardRequestInput, RequestResult } from './contract'
import { RequestRun } from './requestRun'
import { inheritedRules } from './rules'

/**
 * Runs a card request until its decision or its withdrawal.
 * @returns the outcome; the reasons are in the record in MongoDB
 */
export async function cardRequest(input: CardRequestInput): Promise<RequestResult> {
  const run = new RequestRun(input)

  const check = await run.recordAndCheckDocuments()
  if (check.faults.length > 0) {
    await run.returnByDocumentCheck(check)
    return { outcome: 'rejected' }
  }

  const decision = await run.awaitDecision()
  if (decision === null) return run.concludeWithdrawn()
  if (decision.outcome === 'rejected') {
    await run.conclude({ kind: 'rejected', decision })
    return { outcome: 'rejected' }
  }

  const cardId = run.begunCardId ?? uuid4()
  // Start production first, so that a cancellation always finds the production run once the card is
  // on record (D3).
  await startProduction(input, cardId)
  await run.conclude({ kind: 'cardApproved', decision, cardId })
  return { outcome: 'approved' }
}

/**
 * Production outlives the request's run, so that the lock of the relative is released at once (D5).
 */
async function startProduction(input: CardRequestInput, cardId: string): Promise<void> {
  const { requestId, requestNumber, unitCode, timing } = input
  const { reversalDays } = timing
  const production = {
    ...{ cardId, requestId, requestNumber, unitCode },
    ...(reversalDays !== undefined && { reversalDays }),
  }
  try {
    await startChild(cardProduction, {
      workflowId: cardProductionWorkflowId(cardId),
      args: [production],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      ...productionInTemporal(production),
      ...inheritedRules(),
    })
  } catch (error) {
    // A lost run, which this one continues, had begun it.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
  }
}
