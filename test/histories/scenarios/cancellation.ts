/** Paths of cancellations whose card is lost or comes back. */
import {
  approval,
  cancellationRequestInput,
  rejection,
  lostCardInput,
} from '../../support/messages'
import { arrive, decide, reminded, start, withdraw } from '../steps'
import type { Scenario } from '../scenario'

export const cancellationScenarios: Record<string, Scenario> = {
  'cancellation of a lost card': async (lab) => {
    const request = await start(lab, 'cancellation-lost-approved', lostCardInput())
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, approval(request.subject))
    return { 'cancellation-lost-approved': request }
  },

  'cancellation whose card comes late': async (lab) => {
    const request = await start(
      lab,
      'cancellation-card-arrived-late-approved',
      cancellationRequestInput(),
    )
    await lab.reached(request.run, 'awaitingCard')
    await lab.sleep('60 days')
    await reminded(lab, request, 2)
    await arrive(lab, request)
    await decide(lab, request, approval(request.subject))
    return { 'cancellation-card-arrived-late-approved': request }
  },

  'cancellation whose card comes and that is rejected': async (lab) => {
    const request = await start(
      lab,
      'cancellation-card-arrived-rejected',
      cancellationRequestInput(),
    )
    await lab.reached(request.run, 'awaitingCard')
    await arrive(lab, request)
    await decide(lab, request, rejection(request.subject, { reasons: ['cardMismatch'] }))
    return { 'cancellation-card-arrived-rejected': request }
  },

  'cancellation withdrawn before its card comes': async (lab) => {
    const request = await start(lab, 'cancellation-withdrawn', cancellationRequestInput())
    await lab.reached(request.run, 'awaitingCard')
    await withdraw(lab, request)
    return { 'cancellation-withdrawn': request }
  },
}
