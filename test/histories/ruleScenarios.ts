/** Runs whose memo says with which rules they were begun; their histories contain no markers. */
import { cardProductionWorkflowId } from '../../workflows/contract'
import { approval, cardRequestInput, rejection } from '../support/messages'
import { decide, produce, start } from './steps'
import type { Scenario } from './scenarios'

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
}
