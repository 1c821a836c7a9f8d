/** Paths of productions without a cancellation of their own. */
import { cardCancelled, holdPrint } from '../../../workflows/contract'
import { produce, startProduction } from '../steps'
import type { Scenario } from '../scenario'

export const productionScenarios: Record<string, Scenario> = {
  'card delivered': async (lab) => {
    const production = await startProduction(lab, 'production-delivered')
    await produce(lab, production, ['printed', 'sent', 'delivered'])
    return { 'production-delivered': production }
  },

  'production that gets forged messages of a cancellation': async (lab) => {
    const production = await startProduction(lab, 'production-forged-cancellation-refused')
    const forged = { cancellationRequestId: 'no-such-request', replyTo: 'pyk-request-forged' }
    await production.run.signal(holdPrint, forged)
    await production.run.signal(cardCancelled, forged)
    await produce(lab, production, ['printed', 'sent', 'delivered'])
    return { 'production-forged-cancellation-refused': production }
  },
}
