/** Paths of runs that prove the bureau's messages. */
import { bureauDecision, physicalCardReceived, productionEvent } from '../../../workflows/contract'
import {
  additionTo,
  approval,
  arrivalReversal,
  cancellationRequestInput,
  cardArrival,
  cardEvent,
  cardRequestInput,
  documentAsk,
  escalation,
  escalationReturn,
  OTHER_CLERK,
  rejection,
  reversal,
} from '../../support/messages'
import {
  arrive,
  decide,
  open,
  personKeyOf,
  produce,
  productionReached,
  recorded,
  refusals,
  start,
  startProduction,
} from '../steps'
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

  'claims in the steps of a card request': async (lab) => {
    const request = await start(lab, 'card-claims-in-steps', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await open(lab, request)
    const key = personKeyOf(request)
    await lab.runs.escalate(key, escalation(request.subject))
    await recorded(lab, request, 'escalated')
    await lab.runs.giveBack(key, escalationReturn(request.subject))
    await recorded(lab, request, 'escalationReturned')
    const asked = documentAsk(request.subject)
    await lab.runs.askForDocument(key, asked)
    await recorded(lab, request, 'documentAsked')
    await lab.runs.addDocument(key, additionTo(asked))
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, rejection(request.subject))
    return { 'card-claims-in-steps': request }
  },

  'claims in the steps of a cancellation': async (lab) => {
    const path = 'cancellation-claims-in-steps'
    const request = await start(lab, path, cancellationRequestInput())
    await lab.reached(request.run, 'awaitingCard')
    const arrival = cardArrival(request.subject)
    await lab.runs.recordArrival(personKeyOf(request), arrival)
    await lab.reached(request.run, 'inReview')
    await lab.runs.revertArrival(personKeyOf(request), arrivalReversal(arrival))
    await lab.reached(request.run, 'awaitingCard')
    await arrive(lab, request)
    await decide(lab, request, approval(request.subject))
    return { [path]: request }
  },

  'claims in the steps of production': async (lab) => {
    const production = await startProduction(lab, 'production-claims-in-steps')
    await produce(lab, production, ['printed'])
    await lab.runs.revertProduction(reversal(production.subject, 'printed'))
    await productionReached(production.run, 'awaitingPrint')
    await produce(lab, production, ['printed', 'sent', 'delivered'])
    return { 'production-claims-in-steps': production }
  },

  'proven events of production': async (lab) => {
    const production = await startProduction(lab, 'production-proven')
    const { claim: _claim, ...typed } = cardEvent(production.subject, 'printed')
    await production.run.signal<unknown[]>(productionEvent.name, typed)
    await produce(lab, production, ['printed', 'sent', 'delivered'])
    return { 'production-proven': production }
  },
}
