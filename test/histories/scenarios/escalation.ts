/** The paths of a case that a clerk hands to the head of the bureau ("Amire ilet"). */
import {
  approval,
  cardRequestInput,
  escalation,
  escalationReturn,
  HEAD,
  lostCardInput,
} from '../../support/messages'
import type { Lab } from '../../support/workflowLab'
import type { Scenario } from '../scenario'
import {
  continued,
  decide,
  open,
  personKeyOf,
  recorded,
  start,
  startRepaired,
  withdraw,
} from '../steps'
import type { Followed } from '../steps'

const byHead = { by: HEAD, asHead: true } as const

/** A clerk hands the case over, and the record shows it. */
async function handOver(lab: Lab, request: Followed): Promise<void> {
  const answer = await lab.runs.escalate(personKeyOf(request), escalation(request.subject))
  expect(answer.kind).toBe('taken')
  await recorded(lab, request, 'escalated')
}

/** The head gives it back. */
async function giveBack(lab: Lab, request: Followed): Promise<void> {
  const answer = await lab.runs.giveBack(personKeyOf(request), escalationReturn(request.subject))
  expect(answer.kind).toBe('taken')
  await recorded(lab, request, 'escalationReturned')
}

export const escalationScenarios: Record<string, Scenario> = {
  'card request that the head decides': async (lab) => {
    const request = await start(lab, 'card-with-head', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await open(lab, request)
    await handOver(lab, request)
    await decide(lab, request, approval(request.subject), 'refused')
    await decide(lab, request, approval(request.subject, byHead))
    return { 'card-with-head': request }
  },

  'cancellation that the head gives back': async (lab) => {
    const request = await start(lab, 'cancellation-given-back', lostCardInput())
    await lab.reached(request.run, 'inReview')
    await handOver(lab, request)
    await giveBack(lab, request)
    await decide(lab, request, approval(request.subject))
    return { 'cancellation-given-back': request }
  },

  'card request withdrawn while the head has it': async (lab) => {
    const request = await start(lab, 'card-with-head-withdrawn', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await handOver(lab, request)
    await withdraw(lab, request)
    return { 'card-with-head-withdrawn': request }
  },

  'repaired card request that was handed over, and whose decision was answered': async (lab) => {
    const input = cardRequestInput()
    const { requestId } = input
    lab.activities.askRepair = () =>
      Promise.resolve({
        escalation: escalation(requestId),
        decision: approval(requestId, byHead),
      })
    const request = await startRepaired(lab, 'card-repaired-with-head', input)
    return { 'card-repaired-with-head': request }
  },
}

/** On a server that suggests early to continue as new. */
export const continuedEscalationScenarios: Record<string, Scenario> = {
  'card request continued while the head has it': async (lab) => {
    const request = await start(lab, 'card-with-head-continued', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await handOver(lab, request)
    const [first, second] = await continued(lab, request)
    await giveBack(lab, request)
    await decide(lab, request, approval(request.subject))
    return { 'card-with-head-continues-as-new': first, 'card-with-head-continued': second }
  },
}
