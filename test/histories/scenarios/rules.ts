/** Runs whose memo says with which rules they were begun; their histories contain no markers. */
import { cardProductionWorkflowId } from '../../../workflows/contract'
import { approval, cardRequestInput, rejection } from '../../support/messages'
import { decide, produce, start, withdraw } from '../steps'
import type { Scenario } from '../scenario'

export const ruleScenarios: Record<string, Scenario> = {
  'begun with rules': async (lab) => {
    const request = await start(lab, 'card-begun-with-rules', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, approval(request.subject))
    await request.run.result()
    const cardId = lab.written.steps.flatMap(({ requestId, effect }) =>
      requestId === request.subject && effect.kind === 'cardApproved' ? [effect.cardId] : [],
    )[0]!
    const run = lab.client.workflow.getHandle(cardProductionWorkflowId(cardId))
    const production = { run, subject: cardId }
    await produce(lab, production, ['printed', 'sent', 'delivered'])
    return { 'card-begun-with-rules': request, 'production-begun-with-rules': production }
  },
  'rejected for a reason of the bureau’s own': async (lab) => {
    const path = 'card-rejected-for-own-reason'
    const request = await start(lab, path, cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, rejection(request.subject, { reasons: ['own-photo-0a1b2c3d'] }))
    return { [path]: request }
  },
  'published when recorded': async (lab) => {
    const approved = await start(lab, 'card-published-when-recorded', cardRequestInput())
    await lab.reached(approved.run, 'inReview')
    await decide(lab, approved, approval(approved.subject))
    const withdrawn = await start(lab, 'card-withdrawal-published', cardRequestInput())
    await lab.reached(withdrawn.run, 'inReview')
    await withdraw(lab, withdrawn)
    const fault = { code: 'wrongDensity', measured: '72x72', required: '300x300' } as const
    lab.activities.checkDocuments = () =>
      Promise.resolve({ faults: [{ kind: 'photo', faults: [fault] }] })
    const returned = await start(lab, 'card-return-published', cardRequestInput())
    return {
      'card-published-when-recorded': approved,
      'card-withdrawal-published': withdrawn,
      'card-return-published': returned,
    }
  },
}
