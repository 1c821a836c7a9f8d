/** Paths of a production that asks the record while anybody may query it. */
import { approval, cancellationRequestInput, rejection } from '../../support/messages'
import type { Scenario } from '../scenario'
import { decide, produce, productionReached, start, startProduction } from '../steps'

export const askedScenarios: Record<string, Scenario> = {
  'approved cancellation of an unprinted card that asks durably': async (lab) => {
    const production = await startProduction(lab, 'production-asks-durably-and-stopped')
    const input = cancellationRequestInput({ cardId: production.subject })
    const request = await start(lab, 'cancellation-asks-durably-approved', input)
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, approval(request.subject))
    return { 'production-asks-durably-and-stopped': production }
  },

  'rejected cancellation of a printed card that asks durably': async (lab) => {
    const production = await startProduction(lab, 'production-asks-durably-and-released')
    await produce(lab, production, ['printed'])
    const input = cancellationRequestInput({ cardId: production.subject })
    const request = await start(lab, 'cancellation-asks-durably-rejected', input)
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, rejection(request.subject, { reasons: ['cardMismatch'] }))
    await productionReached(production.run, 'printed')
    await produce(lab, production, ['sent', 'delivered'])
    return { 'production-asks-durably-and-released': production }
  },
}
