/**
 * Steps about a card that somebody's own run has the product's workers write, and that the record
 * itself refuses: its rules hold for every run, whatever it can prove.
 */
import { randomUUID } from 'node:crypto'
import type { CardStep } from '../../workflows/contract'
import { cancellationRequestInput } from '../support/messages'
import { AT, openRecord, printedStep, requestsIn, step } from '../support/recordSteps'
import type { OpenRecord } from '../support/recordSteps'
import { CANCELLATION_IN_REVIEW } from '../support/requestStates'

describe('the record, of a run that is not the request’s own,', () => {
  let store: OpenRecord['store']
  let record: OpenRecord['record']
  let close: OpenRecord['close']
  beforeAll(async () => {
    ;({ store, record, close } = await openRecord())
  })
  afterAll(() => close())

  const { approved } = requestsIn(() => record)
  const card = (id: string) => store.cards.findById(id).orFail().lean()

  it('D3 D6 enters no review of a cancellation whose card is neither held nor back', async () => {
    const { input, cardId } = await approved()
    const cancellation = cancellationRequestInput({ personId: input.personId, cardId })
    await record.fileRequest({ input: cancellation, at: AT })
    const { requestId } = cancellation
    const enters = step(requestId, 1, CANCELLATION_IN_REVIEW, {
      kind: 'enteredReview',
      dueAt: AT,
    })
    await expect(record.recordStep(enters)).rejects.toMatchObject({ type: 'ProjectionConflict' })
    await record.recordCardStep({
      ...printedStep(cardId, input.requestId),
      ...{ subState: 'printHeld', by: null, eventId: null },
    })
    await record.recordStep(enters)
  })

  it.each<[string, Partial<CardStep>]>([
    ['of another request', { requestId: randomUUID() }],
    ['that was recorded before', { seq: 3, subState: 'printed' }],
    ['without a clerk', { seq: 3, subState: 'printed', by: null, eventId: null }],
    ['of a hold that no cancellation asks for', { seq: 3, subState: 'printHeld', by: null }],
  ])('D1 D3 writes no event of a card %s', async (_what, over) => {
    const { input, cardId } = await approved()
    const printed = printedStep(cardId, input.requestId)
    if (over.seq === 3) {
      await record.recordCardStep(printed)
      const reversal = { of: 'printed', ground: 'notDone' } as const
      const taken = { ...printed, seq: 2, eventId: 'e2', reversal }
      await record.recordCardStep({ ...taken, subState: 'awaitingPrint' })
    }
    const before = await card(cardId)
    await expect(record.recordCardStep({ ...printed, ...over })).rejects.toMatchObject({
      type: 'ProjectionConflict',
    })
    expect(await card(cardId)).toEqual(before)
  })
})
