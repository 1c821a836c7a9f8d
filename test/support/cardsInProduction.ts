/** Approved cards that wait to be printed, each with its record and its running production. */
import { randomUUID } from 'node:crypto'
import type { Client } from '@temporalio/client'
import type { Store } from '../../services/shared/store/connection'
import type { RequestRecord } from '../../services/shared/store/request'
import { cardProductionWorkflowId, TASK_QUEUES } from '../../workflows/contract'
import type { CardProductionInput } from '../../workflows/contract'
import { APPROVED_CARD } from '../../workflows/domain/requestState'
import { DEFAULT_TIMING } from '../../workflows/domain/requestTiming'
import { requestRow } from './requestRow'

interface Made {
  personId: string
  applicantId: string
  unitCode: string
  /** For so many days a delivery can be taken back. */
  reversalDays?: number
}

export async function cardInProduction(
  { store, client }: { store: Store; client: Client },
  { personId, applicantId, unitCode, reversalDays = 7 }: Made,
): Promise<RequestRecord & { cardId: string }> {
  const [cardId, at] = [randomUUID(), new Date()]
  const request = {
    ...(await requestRow(store, APPROVED_CARD, {
      ...{ personId, applicantId, unitCode },
      timing: { ...DEFAULT_TIMING, reversalDays },
    })),
    cardId,
  }
  const { _id } = request
  await store.requests.create(request)
  const { subState } = APPROVED_CARD
  await store.cards.create({
    ...{ _id: cardId, personId, requestId: _id, subState },
    seq: 0,
    approvedAt: at,
    audit: [],
  })
  const { number: requestNumber } = request
  await client.workflow.start<(input: CardProductionInput) => Promise<unknown>>('cardProduction', {
    workflowId: cardProductionWorkflowId(cardId),
    taskQueue: TASK_QUEUES.requests,
    args: [{ cardId, requestId: _id, requestNumber, unitCode, reversalDays }],
  })
  return request
}
