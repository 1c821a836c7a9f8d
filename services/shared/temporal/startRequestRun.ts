import type { Client } from '@temporalio/client'
import {
  requestAttributes,
  requestWorkflowId,
  SEARCH_ATTRIBUTES,
  startDetails,
  stateAttributes,
  TASK_QUEUES,
} from '../../../workflows/contract'
import type {
  CancellationRequestInput,
  CardRequestInput,
  RequestMemo,
} from '../../../workflows/contract'
import { receivedState } from '../../../workflows/domain/requestState'

const TYPE_IN_TURKISH = {
  cardRequest: 'Kart Talebi',
  cancellationRequest: 'Kart İptal Talebi',
} as const

/**
 * Starts the run of a request, or the run that continues a lost one.
 * @throws WorkflowExecutionAlreadyStartedError when the relative has an open run (D5)
 */
export async function startRequestRun(
  client: Client,
  personKey: string,
  input: CardRequestInput | CancellationRequestInput,
  rules: number,
): Promise<void> {
  const { requestId, requestNumber, type, carried } = input
  const memo: RequestMemo = { requestId, requestNumber, rules }
  const dueAt = carried?.dueAt ?? null
  const state = carried?.state ?? receivedState(type)
  await client.workflow.start<
    (input: CardRequestInput | CancellationRequestInput) => Promise<unknown>
  >(type, {
    workflowId: requestWorkflowId(personKey),
    taskQueue: TASK_QUEUES.requests,
    args: [input],
    workflowIdConflictPolicy: 'FAIL',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
    memo: { ...memo },
    staticSummary: `${TYPE_IN_TURKISH[type]} · ${requestNumber}`,
    staticDetails: startDetails(input, state),
    typedSearchAttributes: [
      ...requestAttributes(input),
      ...stateAttributes(state),
      ...(dueAt === null ? [] : [{ key: SEARCH_ATTRIBUTES.dueDay, value: new Date(dueAt) }]),
    ],
  })
}
