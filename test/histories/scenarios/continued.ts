/** Paths of runs that continue as new, on a server that suggests it early. */
import { bureauDecision, requestWorkflowId, TASK_QUEUES } from '../../../workflows/contract'
import type { CarriedRequest } from '../../../workflows/contract'
import {
  approval,
  cancellationRequestInput,
  cardEvent,
  cardRequestInput,
  rejection,
} from '../../support/messages'
import { NONE_REFUSED } from '../../../workflows/bounds'
import { gate } from '../../support/gate'
import { IN_REVIEW } from '../../support/requestStates'
import {
  arrive,
  continued,
  decide,
  open,
  produce,
  productionReached,
  reminded,
  start,
  startProduction,
  withdraw,
} from '../steps'
import type { Scenario } from '../scenario'

export const continuedScenarios: Record<string, Scenario> = {
  'card request continued in review': async (lab) => {
    const request = await start(lab, 'card-continued', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await open(lab, request)
    const [first, second] = await continued(lab, request)
    await withdraw(lab, request, 'refused')
    await lab.sleep('30 days')
    await reminded(lab, request, 2)
    await decide(lab, request, approval(request.subject))
    return { 'card-continues-as-new': first, 'card-continued': second }
  },

  'cancellation continued while it awaits its card': async (lab) => {
    const request = await start(lab, 'cancellation-continued', cancellationRequestInput())
    await lab.reached(request.run, 'awaitingCard')
    const [first, second] = await continued(lab, request)
    await arrive(lab, request)
    await decide(lab, request, approval(request.subject))
    return { 'cancellation-continues-as-new': first, 'cancellation-continued': second }
  },

  'cancellation continued while production writes that it holds the card': async (lab) => {
    const write = lab.activities.recordCardStep
    const written = gate()
    lab.activities.recordCardStep = async (step) => {
      await written.opened
      return write(step)
    }
    const production = await startProduction(lab, 'production-hold-asked-twice')
    const input = cancellationRequestInput({ cardId: production.subject })
    const request = await start(lab, 'cancellation-hold-continued', input)
    await productionReached(production.run, 'printHeld')
    const [first, second] = await continued(lab, request)
    written.open()
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, approval(request.subject))
    return {
      'cancellation-hold-continues-as-new': first,
      'cancellation-hold-continued': second,
      'production-hold-asked-twice': production,
    }
  },

  'production continued while it is held': async (lab) => {
    const production = await startProduction(lab, 'production-continued')
    await produce(lab, production, ['printed'])
    const input = cancellationRequestInput({ cardId: production.subject })
    const request = await start(lab, 'cancellation-production-continued', input)
    await lab.reached(request.run, 'inReview')
    const [first, second] = await continued(lab, production)
    await lab.runs.recordProduction(cardEvent(production.subject, 'sent'))
    await decide(lab, request, rejection(request.subject, { reasons: ['cardMismatch'] }))
    await productionReached(production.run, 'printed')
    await produce(lab, production, ['sent', 'delivered'])
    return { 'production-continues-as-new': first, 'production-continued': second }
  },

  'card request that has refused more than it records': async (lab) => {
    const input = cardRequestInput()
    const carried: CarriedRequest = {
      state: IN_REVIEW,
      since: '2026-11-24T07:00:00.000Z',
      dueAt: null,
      seq: 101,
      documentsChecked: true,
      cardHeld: null,
      cardReceived: null,
      opened: null,
      alarms: [],
      refusals: { ...NONE_REFUSED, count: 100 },
    }
    const run = await lab.client.workflow.start('cardRequest', {
      workflowId: requestWorkflowId('card-refusals-counted'),
      taskQueue: TASK_QUEUES.requests,
      args: [{ ...input, carried }],
    })
    const request = { run, subject: input.requestId }
    await run.signal(bureauDecision, 'junk' as never)
    await decide(lab, request, approval(request.subject))
    return { 'card-refusals-counted': request }
  },
}
