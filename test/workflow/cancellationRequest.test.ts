import {
  holdAnswered,
  physicalCardReceived,
  productionStateQuery,
  requestStateQuery,
} from '../../workflows/contract'
import type { CancellationRequestInput } from '../../workflows/contract'
import type { SubState } from '../../workflows/domain/requestState'
import {
  approval,
  cancellationRequestInput,
  cardArrival,
  cardEvent,
  lostCardInput,
  MALFORMED,
  rejection,
  reversal,
  withdrawalOf,
} from '../support/messages'
import { gate } from '../support/gate'
import { waitFor } from '../support/world'
import { runsIn } from '../support/runsInLab'
import { openLab } from '../support/workflowLab'
import type { Lab } from '../support/workflowLab'

describe('cancellation request', () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await openLab()
  })
  afterAll(() => lab.close())
  afterEach(() => lab.reset())
  const runs = runsIn(() => lab)
  const { effectsOf } = runs

  const start = (over: Partial<CancellationRequestInput> = {}) =>
    runs.start(cancellationRequestInput(over))

  async function startProduction() {
    const { cardId, handle } = await runs.startProduction()
    const subState = async () => (await handle.query(productionStateQuery)).state.subState
    return { cardId, handle, subState }
  }

  it('D6 S68 waits for the card, and nobody can decide before it has come', async () => {
    const { input, personKey, handle } = await start()
    await lab.reached(handle, 'awaitingCard')
    expect(await lab.runs.decide(personKey, approval(input.requestId))).toMatchObject({
      kind: 'refused',
      cause: 'tooEarly',
    })
    const arrival = cardArrival(input.requestId)
    expect(await lab.runs.recordArrival(personKey, arrival)).toEqual({ kind: 'taken' })
    await lab.reached(handle, 'inReview')
    expect(await lab.runs.decide(personKey, approval(input.requestId))).toEqual({ kind: 'taken' })
    expect(await handle.result()).toEqual({ outcome: 'approved' })
    expect(effectsOf(input.requestId)).toEqual(
      expect.arrayContaining(['cardAwaited', 'refused', 'cardArrived', 'cancellationApproved']),
    )
  })

  it('S59 S60 S68 does not wait for a lost card: the request goes straight to review', async () => {
    const { input, handle } = await runs.start(lostCardInput())
    await lab.reached(handle, 'inReview')
    expect(effectsOf(input.requestId)).toEqual(['enteredReview'])
  })

  it('D6 refuses and records a second arrival, and one for a lost card', async () => {
    const { input, personKey, handle } = await start()
    await lab.reached(handle, 'awaitingCard')
    const arrival = cardArrival(input.requestId)
    await lab.runs.recordArrival(personKey, arrival)
    await lab.reached(handle, 'inReview')
    expect(await lab.runs.recordArrival(personKey, cardArrival(input.requestId))).toMatchObject({
      kind: 'refused',
      cause: 'alreadyReceived',
      earlier: { by: arrival.by, at: arrival.at },
    })
    await handle.signal(physicalCardReceived, { letterNo: 'x' } as never)
    expect((await handle.query(requestStateQuery)).refusals.at(-1)).toMatchObject({
      cause: 'malformed',
    })

    const lost = await runs.start(lostCardInput())
    await lab.reached(lost.handle, 'inReview')
    expect(
      await lab.runs.recordArrival(lost.personKey, cardArrival(lost.input.requestId)),
    ).toMatchObject({
      kind: 'refused',
      cause: 'notAwaited',
    })
  })

  it('S69 S73 leaves the card unchanged when rejected', async () => {
    const { input, personKey, handle } = await runs.start(lostCardInput())
    await lab.reached(handle, 'inReview')
    await lab.runs.decide(
      personKey,
      rejection(input.requestId, { reasons: ['lossFormIncomplete'] }),
    )
    expect(await handle.result()).toEqual({ outcome: 'rejected' })
    expect(effectsOf(input.requestId)).not.toContain('cancellationApproved')
  })

  it('reminds the applicant after 10 and 20 working days without the card, and never gives up', async () => {
    const { input, handle } = await start()
    await lab.reached(handle, 'awaitingCard')
    await lab.sleep('60 days')
    await waitFor(
      () =>
        Promise.resolve(
          effectsOf(input.requestId).filter((kind) => kind === 'reminded').length === 2 || null,
        ),
      { what: 'both reminders' },
    )
    expect((await handle.describe()).status.name).toBe('RUNNING')
    expect((await handle.query(requestStateQuery)).state.subState).toBe('awaitingCard')
  })

  it('D3 stops the print of an unprinted card and awaits no card', async () => {
    const production = await startProduction()
    const { input, personKey, handle } = await start({ cardId: production.cardId })
    await lab.reached(handle, 'inReview')
    expect(await production.subState()).toBe('printHeld')
    expect(await lab.runs.recordProduction(cardEvent(production.cardId, 'printed'))).toMatchObject({
      kind: 'refused',
      cause: 'printHeld',
    })
    await lab.runs.decide(personKey, approval(input.requestId))
    expect(await handle.result()).toEqual({ outcome: 'approved' })
    expect(await production.handle.result()).toEqual({ subState: 'printStopped' })
    expect(effectsOf(input.requestId)).toEqual(['enteredReview', 'cancellationApproved'])
  })

  it('D3 lets the print continue when the cancellation is rejected', async () => {
    const production = await startProduction()
    const { input, personKey, handle } = await start({ cardId: production.cardId })
    await lab.reached(handle, 'inReview')
    await lab.runs.decide(personKey, rejection(input.requestId, { reasons: ['cardMismatch'] }))
    await handle.result()
    await waitFor(async () => ((await production.subState()) === 'awaitingPrint' ? true : null), {
      what: 'the print to go on',
    })
    expect(await lab.runs.recordProduction(cardEvent(production.cardId, 'printed'))).toEqual({
      kind: 'taken',
    })
  })

  it('D6 can be withdrawn while the card is awaited, and not once it has come', async () => {
    const { input, personKey, handle } = await start()
    await lab.reached(handle, 'awaitingCard')
    expect(await lab.runs.withdraw(personKey, withdrawalOf(input.requestId))).toEqual({
      kind: 'taken',
    })
    expect(await handle.result()).toEqual({ outcome: 'withdrawn' })
    expect(effectsOf(input.requestId)).toEqual(['cardAwaited', 'withdrawn'])

    const arrived = await start()
    await lab.reached(arrived.handle, 'awaitingCard')
    await lab.runs.recordArrival(arrived.personKey, cardArrival(arrived.input.requestId))
    expect(
      await lab.runs.withdraw(arrived.personKey, withdrawalOf(arrived.input.requestId)),
    ).toMatchObject({ kind: 'refused', cause: 'opened' })
  })

  it('D3 lets the print continue when the cancellation is withdrawn', async () => {
    const production = await startProduction()
    const { input, personKey, handle } = await start({ cardId: production.cardId })
    await lab.reached(handle, 'inReview')
    await lab.runs.withdraw(personKey, withdrawalOf(input.requestId))
    expect(await handle.result()).toEqual({ outcome: 'withdrawn' })
    await waitFor(async () => (await production.subState()) === 'awaitingPrint', {
      what: 'the print to go on',
    })
  })

  it('D3 ignores malformed answers about the hold', async () => {
    const production = await startProduction()
    const { handle } = await start({ cardId: production.cardId })
    for (const raw of MALFORMED) await handle.signal<unknown[]>(holdAnswered.name, raw)
    await lab.reached(handle, 'inReview')
  })

  it.each([true, false])(
    'D3 does not believe a forged answer about the hold (held: %s)',
    async (held) => {
      const subStates = ['awaitingPrint', 'printed'] as const
      let asked = 0
      lab.activities.askCard = () => Promise.resolve(subStates[asked++] ?? 'printHeld')
      const confirmed = gate()
      lab.activities.recordCardStep = async () => {
        await confirmed.opened
        return { cancelled: false }
      }
      const production = await startProduction()
      const { handle } = await start({ cardId: production.cardId })
      await waitFor(async () => (await production.subState()) === 'printHeld', { what: 'the hold' })
      for (let answer = 1; answer <= subStates.length; answer += 1) {
        await handle.signal(holdAnswered, { cardId: production.cardId, held })
        await waitFor(() => asked === answer, { what: 'the question to the record' })
      }
      expect((await handle.query(requestStateQuery)).state.subState).toBe('received')
      confirmed.open()
      await lab.reached(handle, 'inReview')
    },
  )

  it('D3 holds a printed card at the bureau and awaits no card', async () => {
    const production = await startProduction()
    await lab.runs.recordProduction(cardEvent(production.cardId, 'printed'))
    const { input, personKey, handle } = await start({ cardId: production.cardId })
    await lab.reached(handle, 'inReview')
    expect(await production.subState()).toBe('dispatchHeld')
    expect(await lab.runs.recordProduction(cardEvent(production.cardId, 'sent'))).toMatchObject({
      kind: 'refused',
      cause: 'dispatchHeld',
    })
    await lab.runs.decide(personKey, approval(input.requestId))
    expect(await handle.result()).toEqual({ outcome: 'approved' })
    expect(await production.handle.result()).toEqual({ subState: 'cardCancelled' })
  })

  it('D3 lets a printed card be sent when its cancellation is rejected', async () => {
    const production = await startProduction()
    await lab.runs.recordProduction(cardEvent(production.cardId, 'printed'))
    const { input, personKey, handle } = await start({ cardId: production.cardId })
    await lab.reached(handle, 'inReview')
    await lab.runs.decide(personKey, rejection(input.requestId, { reasons: ['cardMismatch'] }))
    await handle.result()
    await waitFor(async () => ((await production.subState()) === 'printed' ? true : null), {
      what: 'production to go on',
    })
    expect(await lab.runs.recordProduction(cardEvent(production.cardId, 'sent'))).toEqual({
      kind: 'taken',
    })
  })

  describe('a card whose dispatch was a wrong record is held for the cancellation', () => {
    /** A cancellation that was filed after the dispatch, which is then taken back. */
    async function heldAfterAll(over: Partial<CancellationRequestInput>, waiting: SubState) {
      const production = await startProduction()
      const { cardId } = production
      for (const kind of ['printed', 'sent'] as const)
        await lab.runs.recordProduction(cardEvent(cardId, kind))
      const request = await start({ ...over, cardId })
      await lab.reached(request.handle, waiting)
      expect(await lab.runs.revertProduction(reversal(cardId, 'sent'))).toEqual({ kind: 'taken' })
      await waitFor(async () => (await production.subState()) === 'dispatchHeld', {
        what: 'the hold',
      })
      return { production, ...request }
    }

    it('D3 D6 no card is awaited any more, and an approval cancels it', async () => {
      const { production, input, personKey, handle } = await heldAfterAll({}, 'awaitingCard')
      await lab.reached(handle, 'inReview')
      await lab.runs.decide(personKey, approval(input.requestId))
      expect(await handle.result()).toEqual({ outcome: 'approved' })
      expect(await production.handle.result()).toEqual({ subState: 'cardCancelled' })
      expect(effectsOf(input.requestId)).toEqual([
        'cardAwaited',
        'enteredReview',
        'cancellationApproved',
      ])
    })

    it.each([
      ['a returned card', {}, 'awaitingCard', 'cardMismatch'],
      ['a lost card', lostCardInput(), 'inReview', 'lossFormIncomplete'],
    ] as const)(
      'D3 the card of a rejected request goes on: %s',
      async (_, over, waiting, reason) => {
        const { production, input, personKey, handle } = await heldAfterAll(over, waiting)
        await lab.reached(handle, 'inReview')
        await lab.runs.decide(personKey, rejection(input.requestId, { reasons: [reason] }))
        expect(await handle.result()).toEqual({ outcome: 'rejected' })
        await waitFor(async () => (await production.subState()) === 'printed', {
          what: 'production to go on',
        })
      },
    )

    it('D3 a card without an open cancellation is held for none', async () => {
      const { production, input, personKey, handle } = await heldAfterAll({}, 'awaitingCard')
      await lab.reached(handle, 'inReview')
      await lab.runs.decide(personKey, rejection(input.requestId, { reasons: ['cardMismatch'] }))
      await handle.result()
      const { cardId } = production
      await waitFor(async () => (await production.subState()) === 'printed', {
        what: 'production to go on',
      })
      await lab.runs.recordProduction(cardEvent(cardId, 'sent'))
      await lab.runs.revertProduction(reversal(cardId, 'sent'))
      expect(await lab.runs.recordProduction(cardEvent(cardId, 'sent'))).toEqual({ kind: 'taken' })
    })
  })

  it('D3 holds a card whose dispatch is taken back while the record is asked about it', async () => {
    const { cardId, subState } = await startProduction()
    for (const kind of ['printed', 'sent'] as const)
      await lab.runs.recordProduction(cardEvent(cardId, kind))
    const askCard = lab.activities.askCard
    lab.activities.askCard = async (question) => {
      lab.activities.askCard = askCard
      await lab.runs.revertProduction(reversal(cardId, 'sent'))
      await waitFor(() => lab.written.cardSteps.some(({ reversal }) => reversal?.of === 'sent'), {
        what: 'the dispatch to be taken back',
      })
      return askCard(question)
    }
    const { input, personKey, handle } = await start({ cardId })
    await waitFor(() => effectsOf(input.requestId).includes('enteredReview'), {
      what: 'the cancellation to be reviewed',
    })
    expect(await subState()).toBe('dispatchHeld')
    await lab.runs.decide(personKey, rejection(input.requestId, { reasons: ['cardMismatch'] }))
    await handle.result()
    await waitFor(async () => (await subState()) === 'printed', { what: 'the card to go on' })
  })

  it('D2 D3 awaits a card that was sent; approval ends its production', async () => {
    const production = await startProduction()
    await lab.runs.recordProduction(cardEvent(production.cardId, 'printed'))
    await lab.runs.recordProduction(cardEvent(production.cardId, 'sent'))
    const { input, personKey, handle } = await start({ cardId: production.cardId })
    await lab.reached(handle, 'awaitingCard')
    const arrival = cardArrival(input.requestId)
    await lab.runs.recordArrival(personKey, arrival)
    await lab.reached(handle, 'inReview')
    await lab.runs.decide(personKey, approval(input.requestId))
    await handle.result()
    expect(await production.handle.result()).toEqual({ subState: 'cardCancelled' })
  })
})
