/** Paths of a cancellation whose card was recorded as arrived by mistake. */
import type { PhysicalCardReceived, Proven } from '../../../workflows/contract'
import {
  approval,
  arrivalReversal,
  cancellationRequestInput,
  cardArrival,
} from '../../support/messages'
import type { Lab } from '../../support/workflowLab'
import type { Scenario } from '../scenario'
import {
  arrive,
  continued,
  decide,
  open,
  personKeyOf,
  start,
  startRepaired,
  withdraw,
} from '../steps'
import type { Followed } from '../steps'

/** The card is recorded as arrived. */
async function arriveByMistake(lab: Lab, request: Followed): Promise<Proven<PhysicalCardReceived>> {
  const arrival = cardArrival(request.subject)
  expect((await lab.runs.recordArrival(personKeyOf(request), arrival)).kind).toBe('taken')
  await lab.reached(request.run, 'inReview')
  return arrival
}

async function takeBack(
  lab: Lab,
  request: Followed,
  arrival: Proven<PhysicalCardReceived>,
): Promise<void> {
  const answer = await lab.runs.revertArrival(personKeyOf(request), arrivalReversal(arrival))
  expect(answer.kind).toBe('taken')
  await lab.reached(request.run, 'awaitingCard')
}

export const arrivalReversalScenarios: Record<string, Scenario> = {
  'cancellation whose card had not arrived': async (lab) => {
    const path = 'cancellation-arrival-reverted'
    const request = await start(lab, path, cancellationRequestInput())
    await lab.reached(request.run, 'awaitingCard')
    const arrival = await arriveByMistake(lab, request)
    await open(lab, request)
    await takeBack(lab, request, arrival)
    await decide(lab, request, approval(request.subject), 'refused')
    await arrive(lab, request)
    await decide(lab, request, approval(request.subject))
    return { [path]: request }
  },

  'cancellation withdrawn after its card had not arrived': async (lab) => {
    const path = 'cancellation-arrival-reverted-withdrawn'
    const request = await start(lab, path, cancellationRequestInput())
    await lab.reached(request.run, 'awaitingCard')
    await takeBack(lab, request, await arriveByMistake(lab, request))
    await withdraw(lab, request)
    return { [path]: request }
  },

  'repaired cancellation whose reversal was answered': async (lab) => {
    const path = 'cancellation-repaired-reverted'
    const input = cancellationRequestInput()
    const arrival = cardArrival(input.requestId)
    lab.activities.askRepair = () => Promise.resolve({ arrivalReverted: arrivalReversal(arrival) })
    const request = await startRepaired(lab, path, input, {
      cardHeld: false,
      cardReceived: arrival,
    })
    await lab.reached(request.run, 'awaitingCard')
    await arrive(lab, request)
    await decide(lab, request, approval(request.subject))
    return { [path]: request }
  },
}

/** On a server that suggests early to continue as new. */
export const continuedArrivalReversalScenarios: Record<string, Scenario> = {
  'cancellation continued after its card had not arrived': async (lab) => {
    const path = 'cancellation-reverted-continued'
    const request = await start(lab, path, cancellationRequestInput())
    await lab.reached(request.run, 'awaitingCard')
    await takeBack(lab, request, await arriveByMistake(lab, request))
    const [first, second] = await continued(lab, request)
    await arrive(lab, request)
    await decide(lab, request, approval(request.subject))
    return { 'cancellation-reverted-continues-as-new': first, [path]: second }
  },
}
