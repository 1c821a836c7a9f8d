/** Paths of runs that an operator has begun again. */
import { holdPrint } from '../../../workflows/contract'
import {
  approval,
  cancellationRequestInput,
  cardArrival,
  cardEvent,
  cardRequestInput,
} from '../../support/messages'
import { NONE_REFUSED } from '../../../workflows/bounds'
import { gate } from '../../support/gate'
import { AWAITING_CARD } from '../../support/requestStates'
import {
  decide,
  open,
  produce,
  productionReached,
  start,
  startProduction,
  startRepaired,
} from '../steps'
import type { Scenario } from '../scenario'

export const repairedScenarios: Record<string, Scenario> = {
  'repaired card request': async (lab) => {
    const request = await startRepaired(lab, 'card-repaired-approved', cardRequestInput())
    await open(lab, request)
    await decide(lab, request, approval(request.subject))
    return { 'card-repaired-approved': request }
  },

  'repaired card request whose decision was answered': async (lab) => {
    const input = cardRequestInput()
    const unrecorded = { decision: approval(input.requestId), cardId: 'card-of-the-lost-run' }
    lab.activities.askRepair = () => Promise.resolve(unrecorded)
    return { 'card-repaired-decided': await startRepaired(lab, 'card-repaired-decided', input) }
  },

  'repaired cancellation whose arrival and decision were answered': async (lab) => {
    const input = cancellationRequestInput()
    lab.activities.askRepair = () =>
      Promise.resolve({
        arrival: cardArrival(input.requestId),
        decision: approval(input.requestId),
      })
    const request = await startRepaired(lab, 'cancellation-repaired-decided', input, {
      state: AWAITING_CARD,
      dueAt: null,
      cardHeld: false,
    })
    return { 'cancellation-repaired-decided': request }
  },

  'repaired production whose print was answered': async (lab) => {
    const cardId = 'production-repaired-printed'
    lab.activities.askCardRepair = () => Promise.resolve([cardEvent(cardId, 'printed')])
    const production = await startProduction(lab, cardId, {
      subState: 'awaitingPrint',
      since: new Date().toISOString(),
      seq: 1,
      heldFor: null,
      taken: [],
      refusals: NONE_REFUSED,
      isRepaired: true,
    })
    await productionReached(production.run, 'printed')
    await produce(lab, production, ['sent', 'delivered'])
    return { 'production-repaired-printed': production }
  },

  'cancellation of a card whose production is lost': async (lab) => {
    const reported = gate()
    lab.activities.askCard = ({ cardId }) =>
      Promise.resolve(
        lab.written.cardSteps.findLast((step) => step.cardId === cardId)?.subState ??
          'awaitingPrint',
      )
    lab.activities.reportLostProduction = () => Promise.resolve(reported.open())
    const path = 'cancellation-production-lost'
    const cardId = 'production-of-a-lost-run'
    const request = await start(lab, path, cancellationRequestInput({ cardId }))
    await reported.opened
    const production = await startProduction(lab, cardId)
    await production.run.signal(holdPrint, {
      cancellationRequestId: request.subject,
      replyTo: request.run.workflowId,
    })
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, approval(request.subject))
    return { [path]: request }
  },
}
