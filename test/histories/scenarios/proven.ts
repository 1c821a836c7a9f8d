/** Paths of runs that prove the bureau's messages. */
import { bureauDecision, physicalCardReceived, productionEvent } from '../../../workflows/contract'
import {
  approval,
  cancellationRequestInput,
  cardArrival,
  cardEvent,
  cardRequestInput,
  OTHER_CLERK,
  rejection,
} from '../../support/messages'
import { arrive, decide, open, produce, refusals, start, startProduction } from '../steps'
import type { Scenario } from '../scenario'

export const provenScenarios: Record<string, Scenario> = {
  'proven decision after forged ones': async (lab) => {
    const request = await start(lab, 'card-forged-and-proven-decisions', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    const { claim: _claim, ...typed } = rejection(request.subject)
    await request.run.signal<unknown[]>(bureauDecision.name, typed)
    const changed = { ...approval(request.subject), by: OTHER_CLERK }
    await request.run.signal(bureauDecision, changed)
    await refusals(request.run, 2)
    await open(lab, request)
    await decide(lab, request, approval(request.subject))
    return { 'card-forged-and-proven-decisions': request }
  },

  'proven arrival after one with an impossible letter': async (lab) => {
    const request = await start(lab, 'cancellation-proven-arrival', cancellationRequestInput())
    await lab.reached(request.run, 'awaitingCard')
    await request.run.signal(
      physicalCardReceived,
      cardArrival(request.subject, { letterDate: '1900-01-01' }),
    )
    await refusals(request.run, 1)
    await arrive(lab, request)
    await decide(lab, request, approval(request.subject))
    return { 'cancellation-proven-arrival': request }
  },

  'proven events of production': async (lab) => {
    const production = await startProduction(lab, 'production-proven')
    const { claim: _claim, ...typed } = cardEvent(production.subject, 'printed')
    await production.run.signal<unknown[]>(productionEvent.name, typed)
    await produce(lab, production, ['printed', 'sent', 'delivered'])
    return { 'production-proven': production }
  },
}
