/** The steps of a path: what staff, the bureau and other systems do to a run. */
import type { WorkflowHandle } from '@temporalio/client'
import {
  cardProductionWorkflowId,
  familyRefreshWorkflowId,
  productionStateQuery,
  requestStateQuery,
  requestWorkflowId,
  TASK_QUEUES,
  WORKFLOW_TYPES,
} from '../../workflows/contract'
import type {
  BureauDecision,
  CancellationRequestInput,
  CardRequestInput,
  CarriedProduction,
  CarriedRequest,
  ProductionEventKind,
  Proven,
  RequestStepEffect,
} from '../../workflows/contract'
import {
  cardArrival,
  cardEvent,
  cardRequestInput,
  opening,
  withdrawalOf,
} from '../support/messages'
import { NONE_REFUSED } from '../../workflows/bounds'
import { makeContinueAsNew } from '../support/flood'
import { waitFor } from '../support/world'
import type { RefreshState } from '../../workflows/domain/familyRefresh'
import type { Lab } from '../support/workflowLab'

/** A run whose history is recorded. `subject`: the request or card that it wrote about. */
export interface Followed {
  run: WorkflowHandle
  subject: string
}

/**
 * The name of the path serves as the relative's key, so that the workflow id shows which path a
 * history is of.
 */
export async function start(
  lab: Lab,
  path: string,
  input: CardRequestInput | CancellationRequestInput,
): Promise<Followed> {
  await lab.runs.start(path, input)
  return { run: lab.client.workflow.getHandle(requestWorkflowId(path)), subject: input.requestId }
}

/** A run that continues a lost one, in review unless told otherwise. */
export async function startRepaired(
  lab: Lab,
  path: string,
  input: CardRequestInput | CancellationRequestInput,
  over: Partial<CarriedRequest> = {},
): Promise<Followed> {
  const now = new Date().toISOString()
  const inReview = { type: input.type, status: 'pending', subState: 'inReview' } as const
  return start(lab, path, {
    ...input,
    carried: {
      state: inReview,
      since: now,
      dueAt: now,
      seq: 2,
      documentsChecked: true,
      cardHeld: null,
      cardReceived: null,
      opened: null,
      alarms: [],
      refusals: NONE_REFUSED,
      isRepaired: true,
      ...over,
    },
  })
}

/** The relative's key follows the fixed prefix. */
export function personKeyOf({ run: { workflowId } }: Pick<Followed, 'run'>): string {
  return workflowId.slice(requestWorkflowId('').length)
}

/** A refresh of a family list; the name of the path serves as the account. */
export async function startRefresh(lab: Lab, path: string): Promise<Followed> {
  await lab.refreshes.ask({ accountId: path, unitCode: '06-PER' })
  return { run: lab.client.workflow.getHandle(familyRefreshWorkflowId(path)), subject: path }
}

/** A run that a schedule starts. */
export async function startAlone(
  lab: Lab,
  type: 'noticeDelivery' | 'dataDeletion' | 'reconciliation',
  workflowId: string,
): Promise<Followed> {
  const run = await lab.client.workflow.start(WORKFLOW_TYPES[type], {
    workflowId,
    taskQueue: TASK_QUEUES.requests,
  })
  return { run, subject: workflowId }
}

/** A card in production, as after an approved card request. */
export async function startProduction(
  lab: Lab,
  cardId: string,
  carried?: CarriedProduction,
): Promise<Followed> {
  const { requestId, requestNumber, unitCode } = cardRequestInput()
  const run = await lab.client.workflow.start('cardProduction', {
    workflowId: cardProductionWorkflowId(cardId),
    taskQueue: TASK_QUEUES.requests,
    args: [{ cardId, requestId, requestNumber, unitCode, ...(carried && { carried }) }],
  })
  return { run, subject: cardId }
}

export async function decide(
  lab: Lab,
  { run }: Followed,
  decision: Proven<BureauDecision>,
  expected = 'taken',
) {
  const answer = await lab.runs.decide(personKeyOf({ run }), decision)
  expect(answer.kind).toBe(expected)
}

export async function arrive(lab: Lab, { run, subject }: Followed): Promise<void> {
  const answer = await lab.runs.recordArrival(personKeyOf({ run }), cardArrival(subject))
  expect(answer.kind).toBe('taken')
  await lab.reached(run, 'inReview')
}

/** A clerk opens the review page. */
export async function open(
  lab: Lab,
  { run, subject }: Followed,
  message = opening(subject),
): Promise<void> {
  const answer = await lab.runs.openReview(personKeyOf({ run }), message)
  expect(answer.kind).toBe('taken')
}

/** The applicant takes the request back. */
export async function withdraw(
  lab: Lab,
  { run, subject }: Followed,
  expected = 'taken',
): Promise<void> {
  const answer = await lab.runs.withdraw(personKeyOf({ run }), withdrawalOf(subject))
  expect(answer.kind).toBe(expected)
}

export async function produce(
  lab: Lab,
  { subject }: Followed,
  kinds: ProductionEventKind[],
): Promise<void> {
  for (const kind of kinds) {
    expect((await lab.runs.recordProduction(cardEvent(subject, kind))).kind).toBe('taken')
    await waitFor(
      () => lab.written.cardSteps.some((step) => step.cardId === subject && step.subState === kind),
      {
        what: `the card to be ${kind}`,
      },
    )
  }
}

/** The runs of a chain are followed by their run ids: the first one, and the one that continues it. */
export async function continued(
  lab: Lab,
  { run, subject }: Followed,
): Promise<[Followed, Followed]> {
  const newest = async () => {
    const { runId } = await run.describe()
    return { run: lab.client.workflow.getHandle(run.workflowId, runId), subject }
  }
  const first = await newest()
  await makeContinueAsNew(run, 'unknownMessage')
  return [first, await newest()]
}

/** Waits until a step of the request is in the record. */
export async function recorded(
  lab: Lab,
  request: Followed,
  kind: RequestStepEffect['kind'],
): Promise<void> {
  const isThere = () => writtenSteps(lab, request).some(({ effect }) => effect.kind === kind)
  await waitFor(isThere, { what: `the step ${kind}` })
}

function writtenSteps(lab: Lab, { subject }: Followed) {
  return lab.written.steps.filter(({ requestId }) => requestId === subject)
}

export async function reminded(lab: Lab, request: Followed, times: number): Promise<void> {
  const count = () =>
    writtenSteps(lab, request).filter(({ effect }) => effect.kind === 'reminded').length
  await waitFor(() => count() === times, { what: `${times} reminders` })
}

export async function refusals(run: WorkflowHandle, count: number): Promise<void> {
  const areRecorded = async () => (await run.query(requestStateQuery)).refusals.length === count
  await waitFor(areRecorded, { what: `${count} refusals` })
}

export async function productionReached(run: WorkflowHandle, subState: string): Promise<void> {
  const there = async () => (await run.query(productionStateQuery)).state.subState === subState
  await waitFor(there, { what: `production to be ${subState}` })
}

/** Waits until a refresh has reported a state a number of times. */
export async function refreshReached(
  lab: Lab,
  { subject }: Followed,
  state: RefreshState,
  times: number,
): Promise<void> {
  const steps = () =>
    lab.written.refreshSteps.filter((step) => step.accountId === subject && step.state === state)
  await waitFor(() => steps().length === times, { what: `the refresh to be ${state}` })
}
