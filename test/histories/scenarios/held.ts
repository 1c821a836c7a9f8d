/**
 * Paths of cancellations that hold their card at the bureau (D3), and of its production. The
 * histories of a printed card that had to come back are from before D3 held it there.
 */
import { approval, cancellationRequestInput, cardEvent, rejection } from '../../support/messages'
import { decide, produce, productionReached, start, startProduction, withdraw } from '../steps'
import type { Scenario } from '../scenario'

export const heldScenarios: Record<string, Scenario> = {
  'cancellation of an unprinted card': async (lab) => {
    const production = await startProduction(lab, 'production-held-and-stopped')
    const input = cancellationRequestInput({ cardId: production.subject })
    const request = await start(lab, 'cancellation-print-held-approved', input)
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, approval(request.subject))
    return {
      'cancellation-print-held-approved': request,
      'production-held-and-stopped': production,
    }
  },

  'rejected cancellation of an unprinted card': async (lab) => {
    const production = await startProduction(lab, 'production-held-and-released')
    const input = cancellationRequestInput({ cardId: production.subject })
    const request = await start(lab, 'cancellation-print-held-rejected', input)
    await lab.reached(request.run, 'inReview')
    await lab.runs.recordProduction(cardEvent(production.subject, 'printed'))
    await decide(lab, request, rejection(request.subject, { reasons: ['cardMismatch'] }))
    await productionReached(production.run, 'awaitingPrint')
    await produce(lab, production, ['printed', 'sent', 'delivered'])
    return {
      'cancellation-print-held-rejected': request,
      'production-held-and-released': production,
    }
  },

  'withdrawn cancellation of an unprinted card': async (lab) => {
    const production = await startProduction(lab, 'production-held-and-let-go')
    const input = cancellationRequestInput({ cardId: production.subject })
    const request = await start(lab, 'cancellation-print-held-withdrawn', input)
    await lab.reached(request.run, 'inReview')
    await withdraw(lab, request)
    await productionReached(production.run, 'awaitingPrint')
    await produce(lab, production, ['printed', 'sent', 'delivered'])
    return {
      'cancellation-print-held-withdrawn': request,
      'production-held-and-let-go': production,
    }
  },

  'cancellation of an unprinted card that asks the record': async (lab) => {
    const production = await startProduction(lab, 'production-record-asked-and-stopped')
    const input = cancellationRequestInput({ cardId: production.subject })
    const request = await start(lab, 'cancellation-record-asked-approved', input)
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, approval(request.subject))
    return {
      'cancellation-record-asked-approved': request,
      'production-record-asked-and-stopped': production,
    }
  },

  'rejected cancellation of a printed card that asks the record': async (lab) => {
    const production = await startProduction(lab, 'production-record-asked-and-released')
    await produce(lab, production, ['printed'])
    const input = cancellationRequestInput({ cardId: production.subject })
    const request = await start(lab, 'cancellation-record-asked-rejected', input)
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, rejection(request.subject, { reasons: ['cardMismatch'] }))
    await productionReached(production.run, 'printed')
    await produce(lab, production, ['sent', 'delivered'])
    return {
      'cancellation-record-asked-rejected': request,
      'production-record-asked-and-released': production,
    }
  },

  'cancellation of a printed card': async (lab) => {
    const production = await startProduction(lab, 'production-dispatch-held-and-stopped')
    await produce(lab, production, ['printed'])
    const input = cancellationRequestInput({ cardId: production.subject })
    const request = await start(lab, 'cancellation-dispatch-held-approved', input)
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, approval(request.subject))
    return {
      'cancellation-dispatch-held-approved': request,
      'production-dispatch-held-and-stopped': production,
    }
  },

  'rejected cancellation of a printed card': async (lab) => {
    const production = await startProduction(lab, 'production-dispatch-held-and-released')
    await produce(lab, production, ['printed'])
    const input = cancellationRequestInput({ cardId: production.subject })
    const request = await start(lab, 'cancellation-dispatch-held-rejected', input)
    await lab.reached(request.run, 'inReview')
    await lab.runs.recordProduction(cardEvent(production.subject, 'sent'))
    await decide(lab, request, rejection(request.subject, { reasons: ['cardMismatch'] }))
    await productionReached(production.run, 'printed')
    await produce(lab, production, ['sent', 'delivered'])
    return {
      'cancellation-dispatch-held-rejected': request,
      'production-dispatch-held-and-released': production,
    }
  },
}
