/**
 * Each path of a run from start to end; every run of it is recorded with the path's name. The
 * histories of a printed card that had to come back are from before D3 held it at the bureau.
 */
import {
  bureauDecision,
  cardCancelled,
  holdPrint,
  physicalCardReceived,
  productionEvent,
  requestWorkflowId,
  TASK_QUEUES,
} from '../../workflows/contract'
import type { CarriedRequest } from '../../workflows/contract'
import { makeContinueAsNew } from '../support/flood'
import {
  approval,
  cancellationRequestInput,
  cardArrival,
  cardEvent,
  cardRequestInput,
  opening,
  OTHER_CLERK,
  rejection,
} from '../support/messages'
import { NONE_REFUSED } from '../../workflows/bounds'
import { gate } from '../support/gate'
import type { Lab } from '../support/workflowLab'
import { waitFor } from '../support/world'
import {
  arrive,
  decide,
  lostCard,
  open,
  produce,
  productionReached,
  refusals,
  reminded,
  refreshReached,
  start,
  startProduction,
  startAlone,
  startRepaired,
  startRefresh,
  withdraw,
} from './steps'
import type { Followed } from './steps'

export type Scenario = (lab: Lab) => Promise<Record<string, Followed>>

export const scenarios: Record<string, Scenario> = {
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
    const cancellation = await start(lab, 'cancellation-returned-by-document-check', lostCard())
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

  'cancellation of a lost card': async (lab) => {
    const request = await start(lab, 'cancellation-lost-approved', lostCard())
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

  'cancellation withdrawn before its card comes': async (lab) => {
    const request = await start(lab, 'cancellation-withdrawn', cancellationRequestInput())
    await lab.reached(request.run, 'awaitingCard')
    await withdraw(lab, request)
    return { 'cancellation-withdrawn': request }
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

  'proven events of production': async (lab) => {
    const production = await startProduction(lab, 'production-proven')
    const { claim: _claim, ...typed } = cardEvent(production.subject, 'printed')
    await production.run.signal<unknown[]>(productionEvent.name, typed)
    await produce(lab, production, ['printed', 'sent', 'delivered'])
    return { 'production-proven': production }
  },

  'family list refreshed': async (lab) => ({
    'refresh-answered': await startRefresh(lab, 'refresh-answered'),
  }),

  'family list refreshed after faults of the register': async (lab) => {
    let asked = 0
    lab.activities.askRegistry = () => {
      asked += 1
      return Promise.resolve(
        asked <= 2
          ? { kind: 'failed', fault: 'a:InternalServiceFault' }
          : { kind: 'answered', relatives: 3 },
      )
    }
    const refresh = await startRefresh(lab, 'refresh-tried-again')
    await refreshReached(lab, refresh, 'waiting', 1)
    await lab.sleep('10s')
    await refreshReached(lab, refresh, 'waiting', 2)
    await lab.refreshes.wake(refresh.subject)
    return { 'refresh-tried-again': refresh }
  },

  'notices delivered through an outage of the mail server': async (lab) => {
    const reports = [
      { sent: 2, waiting: 0, fault: null, isConfigured: true },
      { sent: 0, waiting: 1, fault: 'ESOCKET', isConfigured: true },
      { sent: 1, waiting: 0, fault: null, isConfigured: true },
    ]
    let called = 0
    lab.activities.deliverNotices = () => {
      called += 1
      return Promise.resolve(reports[Math.min(called, reports.length) - 1]!)
    }
    const delivery = await startAlone(lab, 'noticeDelivery', 'notices-delivered')
    for (const times of [1, 2, 3]) {
      await waitFor(() => called === times, { what: `${times} deliveries` })
      if (times < 3) await lab.sleep('20s')
    }
    await delivery.run.terminate()
    return { 'notices-delivered': delivery }
  },

  'expired data deleted': async (lab) => {
    const batches = [
      { ids: ['draft:1', 'draft:2'], keys: ['documents/1'] },
      { ids: ['rejectedDocuments:3'], keys: [] },
      { ids: [], keys: [] },
    ]
    lab.activities.beginDeletion = () => Promise.resolve(batches.shift()!)
    return { 'data-deleted': await startAlone(lab, 'dataDeletion', 'data-deleted') }
  },

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

  'repaired card request': async (lab) => {
    const request = await startRepaired(lab, 'card-repaired-approved', cardRequestInput())
    await open(lab, request)
    await decide(lab, request, approval(request.subject))
    return { 'card-repaired-approved': request }
  },

  'repaired card request whose decision was answered': async (lab) => {
    const input = cardRequestInput()
    const unrecorded = { decision: approval(input.requestId), cardId: 'card-of-the-lost-run' }
    lab.activities.askRepair = () => Promise.resolve(unrecorded)
    return { 'card-repaired-decided': await startRepaired(lab, 'card-repaired-decided', input) }
  },

  'repaired cancellation whose arrival and decision were answered': async (lab) => {
    const input = cancellationRequestInput()
    lab.activities.askRepair = () =>
      Promise.resolve({
        arrival: cardArrival(input.requestId),
        decision: approval(input.requestId),
      })
    const request = await startRepaired(lab, 'cancellation-repaired-decided', input, {
      state: { type: 'cancellationRequest', status: 'pending', subState: 'awaitingCard' },
      dueAt: null,
      cardHeld: false,
    })
    return { 'cancellation-repaired-decided': request }
  },

  'repaired production whose print was answered': async (lab) => {
    const cardId = 'production-repaired-printed'
    lab.activities.askCardRepair = () => Promise.resolve([cardEvent(cardId, 'printed')])
    const production = await startProduction(lab, cardId, {
      subState: 'awaitingPrint',
      since: new Date().toISOString(),
      seq: 1,
      heldFor: null,
      taken: [],
      refusals: NONE_REFUSED,
      isRepaired: true,
    })
    await productionReached(production.run, 'printed')
    await produce(lab, production, ['sent', 'delivered'])
    return { 'production-repaired-printed': production }
  },

  'cancellation of a card whose production is lost': async (lab) => {
    const reported = gate()
    lab.activities.askCard = ({ cardId }) =>
      Promise.resolve(
        lab.written.cardSteps.findLast((step) => step.cardId === cardId)?.subState ??
          'awaitingPrint',
      )
    lab.activities.reportLostProduction = () => Promise.resolve(reported.open())
    const path = 'cancellation-production-lost'
    const cardId = 'production-of-a-lost-run'
    const request = await start(lab, path, cancellationRequestInput({ cardId }))
    await reported.opened
    const production = await startProduction(lab, cardId)
    await production.run.signal(holdPrint, {
      cancellationRequestId: request.subject,
      replyTo: request.run.workflowId,
    })
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, approval(request.subject))
    return { [path]: request }
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

/** The runs of a chain are followed by their run ids: the first one, and the one that continues it. */
async function continued(lab: Lab, { run, subject }: Followed): Promise<[Followed, Followed]> {
  const newest = async () => {
    const { runId } = await run.describe()
    return { run: lab.client.workflow.getHandle(run.workflowId, runId), subject }
  }
  const first = await newest()
  await makeContinueAsNew(run, 'unknownMessage')
  return [first, await newest()]
}

/** Paths of runs that continue as new, on a server that suggests it early. */
export const continuedScenarios: Record<string, Scenario> = {
  'card request continued in review': async (lab) => {
    const request = await start(lab, 'card-continued', cardRequestInput())
    await lab.reached(request.run, 'inReview')
    await open(lab, request)
    const [first, second] = await continued(lab, request)
    await withdraw(lab, request, 'refused')
    await lab.sleep('30 days')
    await reminded(lab, request, 2)
    await decide(lab, request, approval(request.subject))
    return { 'card-continues-as-new': first, 'card-continued': second }
  },

  'cancellation continued while it awaits its card': async (lab) => {
    const request = await start(lab, 'cancellation-continued', cancellationRequestInput())
    await lab.reached(request.run, 'awaitingCard')
    const [first, second] = await continued(lab, request)
    await arrive(lab, request)
    await decide(lab, request, approval(request.subject))
    return { 'cancellation-continues-as-new': first, 'cancellation-continued': second }
  },

  'cancellation continued while production writes that it holds the card': async (lab) => {
    const write = lab.activities.recordCardStep
    const written = gate()
    lab.activities.recordCardStep = async (step) => {
      await written.opened
      return write(step)
    }
    const production = await startProduction(lab, 'production-hold-asked-twice')
    const input = cancellationRequestInput({ cardId: production.subject })
    const request = await start(lab, 'cancellation-hold-continued', input)
    await productionReached(production.run, 'printHeld')
    const [first, second] = await continued(lab, request)
    written.open()
    await lab.reached(request.run, 'inReview')
    await decide(lab, request, approval(request.subject))
    return {
      'cancellation-hold-continues-as-new': first,
      'cancellation-hold-continued': second,
      'production-hold-asked-twice': production,
    }
  },

  'production continued while it is held': async (lab) => {
    const production = await startProduction(lab, 'production-continued')
    await produce(lab, production, ['printed'])
    const input = cancellationRequestInput({ cardId: production.subject })
    const request = await start(lab, 'cancellation-production-continued', input)
    await lab.reached(request.run, 'inReview')
    const [first, second] = await continued(lab, production)
    await lab.runs.recordProduction(cardEvent(production.subject, 'sent'))
    await decide(lab, request, rejection(request.subject, { reasons: ['cardMismatch'] }))
    await productionReached(production.run, 'printed')
    await produce(lab, production, ['sent', 'delivered'])
    return { 'production-continues-as-new': first, 'production-continued': second }
  },

  'card request that has refused more than it records': async (lab) => {
    const input = cardRequestInput()
    const carried: CarriedRequest = {
      state: { type: 'cardRequest', status: 'pending', subState: 'inReview' },
      since: '2026-11-24T07:00:00.000Z',
      dueAt: null,
      seq: 101,
      documentsChecked: true,
      cardHeld: null,
      cardReceived: null,
      opened: null,
      alarms: [],
      refusals: { ...NONE_REFUSED, count: 100 },
    }
    const run = await lab.client.workflow.start('cardRequest', {
      workflowId: requestWorkflowId('card-refusals-counted'),
      taskQueue: TASK_QUEUES.requests,
      args: [{ ...input, carried }],
    })
    const request = { run, subject: input.requestId }
    await run.signal(bureauDecision, 'junk' as never)
    await decide(lab, request, approval(request.subject))
    return { 'card-refusals-counted': request }
  },
}
