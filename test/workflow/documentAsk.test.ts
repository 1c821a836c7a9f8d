/** "Eksik iste": a request that waits until the applicant has added a document. */
import {
  documentAdded,
  documentAsked,
  requestStateQuery,
  withdrawal,
} from '../../workflows/contract'
import type { CardRequestInput, RequestStep } from '../../workflows/contract'
import { DEFAULT_TIMING } from '../../workflows/domain/requestTiming'
import { gate } from '../support/gate'
import {
  additionTo,
  approval,
  lostCardInput,
  CLERK,
  documentAsk,
  opening,
  OTHER_CLERK,
  STAFF,
  storedDocument,
  withdrawalOf,
} from '../support/messages'
import { pendingActivities } from '../support/pendingActivities'
import { runsIn } from '../support/runsInLab'
import { openLab } from '../support/workflowLab'
import type { Lab } from '../support/workflowLab'
import { waitFor } from '../support/world'

describe('a request whose document is asked for', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await openLab()
  })
  afterAll(() => lab.close())
  afterEach(() => lab.reset())
  const { start, inReview, stepsOf, effectsOf, recorded } = runsIn(() => lab)

  /** Opened and asked for its receipt. */
  async function asked(over: Partial<CardRequestInput> = {}) {
    const started = await inReview(over)
    const { personKey, input, handle } = started
    await lab.runs.openReview(personKey, opening(input.requestId))
    const ask = documentAsk(input.requestId)
    expect(await lab.runs.askForDocument(personKey, ask)).toEqual({ kind: 'taken' })
    await recorded(input.requestId, 'documentAsked')
    return { ...started, handle, ask }
  }

  const refusedTimes = (requestId: string, times: number) =>
    waitFor(() => effectsOf(requestId).filter((kind) => kind === 'refused').length === times, {
      what: `${times} refusals`,
    })

  it('S43 waits as a pending one without a due day, and goes on once the document is added', async () => {
    const { input, personKey, handle, ask } = await asked()
    expect(await handle.query(requestStateQuery)).toMatchObject({
      state: { status: 'pending', subState: 'awaitingApplicant' },
      dueAt: null,
      asked: { askId: ask.askId, kind: 'receipt', by: CLERK },
    })
    const receipt = storedDocument('receipt')
    const checked: unknown[] = []
    lab.activities.askAddition = () => Promise.resolve(receipt)
    lab.activities.checkDocuments = (documents) => {
      checked.push(...documents)
      return Promise.resolve({ faults: [] })
    }
    const addition = additionTo(ask)
    expect(await lab.runs.addDocument(personKey, addition)).toEqual({ kind: 'taken' })
    await lab.reached(handle, 'inReview')
    expect(checked).toEqual([receipt])
    expect(await recorded(input.requestId, 'documentAdded')).toMatchObject({
      state: { status: 'pending', subState: 'inReview' },
      effect: { added: { additionId: addition.additionId, by: STAFF }, document: receipt },
    })

    expect(await lab.runs.decide(personKey, approval(input.requestId))).toEqual({ kind: 'taken' })
    expect(await handle.result()).toEqual({ outcome: 'approved' })
    expect(effectsOf(input.requestId)).toEqual([
      'enteredReview',
      'reviewOpened',
      'documentAsked',
      'documentAdded',
      'cardApproved',
    ])
  })

  it('keeps the working days that were left, reminds the applicant, and goes back as it is when their time is over', async () => {
    const timing = { ...DEFAULT_TIMING, applicantReminderDays: [2, 4], applicantWaitDays: 6 }
    const { input, personKey, handle, ask } = await asked({ timing })
    const { stopped, until } = (await recorded(input.requestId, 'documentAsked')).effect as Extract<
      RequestStep['effect'],
      { kind: 'documentAsked' }
    >
    await lab.sleep('20 days')
    await lab.reached(handle, 'inReview')
    const back = await recorded(input.requestId, 'documentNotAdded')
    expect(back).toMatchObject({ effect: { askId: ask.askId, document: 'receipt' } })
    expect(back.at >= until).toBe(true)
    const { dueAt } = await handle.query(requestStateQuery)
    expect(Date.parse(dueAt!)).toBeGreaterThan(Date.parse(stopped.dueAt))
    expect(
      stepsOf(input.requestId).flatMap(({ effect }) =>
        effect.kind === 'reminded' && effect.about === 'documentNotAdded' ? [effect.about] : [],
      ),
    ).toHaveLength(2)
    expect(await lab.runs.addDocument(personKey, additionTo(ask))).toMatchObject({
      kind: 'refused',
      cause: 'notAwaited',
    })
    await handle.terminate()
  })

  it('D7 refuses a decision and a second ask meanwhile, and says who asked and when', async () => {
    const { input, personKey, handle, ask } = await asked()
    const earlier = { by: CLERK, at: ask.at }
    for (const answer of [
      await lab.runs.decide(personKey, approval(input.requestId, { by: OTHER_CLERK })),
      await lab.runs.askForDocument(personKey, documentAsk(input.requestId, { by: OTHER_CLERK })),
    ])
      expect(answer).toEqual({ kind: 'refused', cause: 'awaitingApplicant', earlier })
    await handle.terminate()
  })

  it('D8 refuses an ask by the applicant’s own family, and one for a document it does not need', async () => {
    const { input, personKey, handle } = await inReview()
    const cause = async (over: Parameters<typeof documentAsk>[1]) => {
      const answer = await lab.runs.askForDocument(personKey, documentAsk(input.requestId, over))
      return answer.kind === 'refused' ? answer.cause : answer.kind
    }
    expect(await cause({ by: STAFF })).toBe('ownRequest')
    expect(await cause({ kind: 'lossForm' })).toBe('documentNotNeeded')
    await handle.terminate()
  })

  it('is withdrawn by the applicant although the bureau has opened it', async () => {
    const { input, personKey, handle } = await asked()
    expect(await lab.runs.withdraw(personKey, withdrawalOf(input.requestId))).toEqual({
      kind: 'taken',
    })
    expect(await handle.result()).toEqual({ outcome: 'withdrawn' })
    expect(effectsOf(input.requestId).at(-1)).toBe('withdrawn')
  })

  it('D7 is on record as asked for although the applicant withdraws it at the same moment', async () => {
    const { input, personKey, handle } = await inReview()
    const heard = gate()
    const { verifyClaim } = lab.activities
    lab.activities.verifyClaim = async (claimed) => {
      await heard.opened
      return verifyClaim(claimed)
    }
    const ask = documentAsk(input.requestId)
    const asking = lab.runs.askForDocument(personKey, ask)
    await waitFor(
      async () => (await pendingActivities(lab.client, handle.workflowId)).length === 1,
      {
        what: 'the ask to be proven',
      },
    )
    await handle.signal(withdrawal, withdrawalOf(input.requestId))
    heard.open()
    expect(await asking).toEqual({ kind: 'taken' })
    expect(await handle.result()).toEqual({ outcome: 'withdrawn' })
    expect(effectsOf(input.requestId)).toEqual(['enteredReview', 'documentAsked', 'withdrawn'])
  })

  it('S35 refuses a file that the record does not have or that does not pass, and waits on', async () => {
    const { input, personKey, handle, ask } = await asked()
    lab.activities.askAddition = () => Promise.resolve(null)
    await handle.signal(documentAdded, additionTo(ask))
    await refusedTimes(input.requestId, 1)
    lab.activities.askAddition = ({ kind }) => Promise.resolve(storedDocument(kind))
    const fault = { code: 'changed', measured: 'a', required: 'b' } as const
    lab.activities.checkDocuments = () =>
      Promise.resolve({ faults: [{ kind: 'receipt', faults: [fault] }] })
    await handle.signal(documentAdded, additionTo(ask))
    await refusedTimes(input.requestId, 2)
    const { state, refusals } = await handle.query(requestStateQuery)
    expect(state.subState).toBe('awaitingApplicant')
    expect(refusals.map(({ cause }) => cause)).toEqual(['notOnRecord', 'documentFaulty'])

    lab.reset()
    expect(await lab.runs.addDocument(personKey, additionTo(ask))).toEqual({ kind: 'taken' })
    await lab.reached(handle, 'inReview')
    await handle.terminate()
  })

  it('takes no ask without the claim of the bureau, and no addition of another sender', async () => {
    const { input, handle, ask } = await asked()
    const { claim: _claim, ...forged } = documentAsk(input.requestId)
    await handle.signal(documentAsked, forged as never)
    await handle.signal(documentAdded, additionTo(ask, { by: OTHER_CLERK }))
    await waitFor(async () => (await handle.query(requestStateQuery)).refusals.length === 2, {
      what: 'two refusals',
    })
    const { state, refusals } = await handle.query(requestStateQuery)
    expect(state.subState).toBe('awaitingApplicant')
    expect(refusals.map(({ cause }) => cause).sort()).toEqual(['notApplicant', 'unproven'])
    await handle.terminate()
  })

  it('S66 asks for a document of a lost card as well, and can ask again', async () => {
    const { input, personKey, handle } = await start(lostCardInput())
    await lab.reached(handle, 'inReview')
    for (const kind of ['lossForm', 'policeLetter'] as const) {
      const ask = documentAsk(input.requestId, { kind })
      expect(await lab.runs.askForDocument(personKey, ask)).toEqual({ kind: 'taken' })
      await lab.runs.addDocument(personKey, additionTo(ask))
      await lab.reached(handle, 'inReview')
    }
    expect(await lab.runs.decide(personKey, approval(input.requestId))).toEqual({ kind: 'taken' })
    expect(effectsOf(input.requestId)).toEqual([
      'enteredReview',
      'documentAsked',
      'documentAdded',
      'documentAsked',
      'documentAdded',
      'cancellationApproved',
    ])
  })
})
