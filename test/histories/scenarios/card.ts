/** Paths of card requests. */
import { bureauDecision } from '../../../workflows/contract'
import {
  approval,
  cardRequestInput,
  opening,
  OTHER_CLERK,
  rejection,
  lostCardInput,
} from '../../support/messages'
import { gate } from '../../support/gate'
import { decide, open, refusals, reminded, start, withdraw } from '../steps'
import type { Scenario } from '../scenario'

export const cardScenarios: Record<string, Scenario> = {
  'card approved': async (lab) => {
    const request = await start(lab, 'card-approved', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, approval(request.subject))
    return { 'card-approved': request }
  },

  'card rejected': async (lab) => {
    const request = await start(lab, 'card-rejected', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await decide(
      lab,
      request,
      rejection(request.subject, {
        reasons: ['photoBackground', 'otherReason'],
        explanationId: 'explanation-1',
      }),
    )
    return { 'card-rejected': request }
  },

  'returned by the document check': async (lab) => {
    const fault = { code: 'wrongDensity', measured: '72x72', required: '300x300' } as const
    lab.activities.checkDocuments = () =>
      Promise.resolve({ faults: [{ kind: 'photo', faults: [fault] }] })
    const card = await start(lab, 'card-returned-by-document-check', cardRequestInput())
    lab.activities.checkDocuments = () =>
      Promise.resolve({ faults: [{ kind: 'lossForm', faults: [fault] }] })
    const cancellation = await start(
      lab,
      'cancellation-returned-by-document-check',
      lostCardInput(),
    )
    return {
      'card-returned-by-document-check': card,
      'cancellation-returned-by-document-check': cancellation,
    }
  },

  'decisions that are early, malformed, late': async (lab) => {
    const check = gate()
    lab.activities.checkDocuments = async () => {
      await check.opened
      return { faults: [] }
    }
    const write = lab.activities.recordStep
    const conclusion = gate()
    lab.activities.recordStep = async (step) => {
      if (step.effect.kind === 'cardApproved') await conclusion.opened
      return write(step)
    }
    const request = await start(lab, 'card-early-malformed-and-late-decisions', cardRequestInput())
    await decide(lab, request, approval(request.subject), 'refused')
    check.open()
    await lab.reached(request.run, 'inReview')
    await request.run.signal(bureauDecision, {
      decisionId: 'malformed-1',
      outcome: 'perhaps',
    } as never)
    await refusals(request.run, 2)
    await decide(lab, request, approval(request.subject))
    await request.run.signal(bureauDecision, rejection(request.subject, { by: OTHER_CLERK }))
    await refusals(request.run, 3)
    conclusion.open()
    return { 'card-early-malformed-and-late-decisions': request }
  },

  'card decided after its due day': async (lab) => {
    const request = await start(lab, 'card-decided-after-due-day', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await lab.sleep('30 days')
    await reminded(lab, request, 2)
    await decide(lab, request, approval(request.subject))
    return { 'card-decided-after-due-day': request }
  },

  'the database is unavailable': async (lab) => {
    const write = lab.activities.recordStep
    let failures = 0
    // The last step is first tried as a local activity, and continues as a regular one.
    lab.activities.recordStep = (step) => {
      if (step.effect.kind === 'rejected') failures += 1
      return failures >= 1 && failures <= 4 ? Promise.reject(new Error('no primary')) : write(step)
    }
    const request = await start(lab, 'card-patient-write', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, rejection(request.subject))
    return { 'card-patient-write': request }
  },

  'card opened, then decided': async (lab) => {
    const request = await start(lab, 'card-opened-approved', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await open(lab, request)
    await withdraw(lab, request, 'refused')
    await open(lab, request, opening(request.subject, { by: OTHER_CLERK }))
    await decide(lab, request, approval(request.subject))
    return { 'card-opened-approved': request }
  },

  'card request withdrawn': async (lab) => {
    const write = lab.activities.recordStep
    const conclusion = gate()
    lab.activities.recordStep = async (step) => {
      if (step.effect.kind === 'withdrawn') await conclusion.opened
      return write(step)
    }
    const request = await start(lab, 'card-withdrawn', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await withdraw(lab, request)
    await decide(lab, request, approval(request.subject), 'refused')
    conclusion.open()
    return { 'card-withdrawn': request }
  },
}
