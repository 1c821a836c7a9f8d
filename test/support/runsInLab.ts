/** The runs of a lab: begins requests and productions, and reads what they have written. */
import { randomUUID } from 'node:crypto'
import { cardProductionWorkflowId, requestWorkflowId, TASK_QUEUES } from '../../workflows/contract'
import type {
  CancellationRequestInput,
  CardProductionInput,
  CardRequestInput,
  RequestStep,
} from '../../workflows/contract'
import { cardRequestInput } from './messages'
import { waitFor } from './waitFor'
import type { Lab } from './workflowLab'

/** @param lab the one that is open when a test runs */
export function runsIn(lab: () => Lab) {
  async function start<Input extends CardRequestInput | CancellationRequestInput>(input: Input) {
    const personKey = randomUUID()
    expect(await lab().runs.start(personKey, input)).toEqual({ kind: 'started' })
    const handle = lab().client.workflow.getHandle(requestWorkflowId(personKey))
    return { input, requestId: input.requestId, personKey, handle }
  }

  const stepsOf = (requestId: string): RequestStep[] =>
    lab().written.steps.filter((step) => step.requestId === requestId)
  const effectsOf = (requestId: string) => stepsOf(requestId).map(({ effect }) => effect.kind)

  return {
    start,

    /** A card request that the bureau can decide. */
    async inReview(over: Partial<CardRequestInput> = {}) {
      const started = await start(cardRequestInput(over))
      const { dueAt } = await lab().reached(started.handle, 'inReview')
      return { ...started, dueAt }
    },

    /** A card in production, as after an approved card request. */
    async startProduction(over: Partial<CardProductionInput> = {}) {
      const cardId = randomUUID()
      const { requestId, requestNumber, unitCode } = cardRequestInput()
      const handle = await lab().client.workflow.start('cardProduction', {
        workflowId: cardProductionWorkflowId(cardId),
        taskQueue: TASK_QUEUES.requests,
        args: [{ cardId, requestId, requestNumber, unitCode, ...over }],
      })
      return { cardId, handle }
    },

    /** What a request has written, in order. */
    stepsOf,
    effectsOf,

    /** Waits until a request has written such a step. */
    recorded: (requestId: string, kind: RequestStep['effect']['kind']) =>
      waitFor(() => stepsOf(requestId).find(({ effect }) => effect.kind === kind), {
        what: `the step ${kind}`,
      }),
  }
}
