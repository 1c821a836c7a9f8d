import { randomUUID } from 'node:crypto'
import { ApplicationFailure } from '@temporalio/common'
import { nextRequestNumber } from '../../services/shared/store/nextRequestNumber'
import type { RefreshStep } from '../../workflows/contract'
import {
  approval,
  cancellationRequestInput,
  cardRequestInput,
  CLERK,
  escalation,
  escalationReturn,
  HEAD,
  rejection,
  storedDocument,
} from '../support/messages'
import {
  AT,
  enteredReview,
  openRecord,
  printedStep,
  requestsIn,
  step,
} from '../support/recordSteps'
import type { OpenRecord } from '../support/recordSteps'
import {
  AWAITING_PRINT,
  CANCELLATION_IN_REVIEW,
  IN_REVIEW,
  RETURNED,
  WITH_HEAD,
} from '../support/requestStates'

describe('the record in MongoDB', () => {
  let store: OpenRecord['store']
  let record: OpenRecord['record']
  let close: OpenRecord['close']
  beforeAll(async () => {
    ;({ store, record, close } = await openRecord())
  })
  afterAll(() => close())

  const { filed, approved } = requestsIn(() => record)
  const row = (id: string) => store.requests.findById(id).orFail().lean()
  const card = (id: string) => store.cards.findById(id).orFail().lean()

  it('S43 keeps the place and the due day of a case that goes to the head and back', async () => {
    const { requestId } = await filed()
    await record.recordStep(enteredReview(requestId))
    const before = await row(requestId)
    const noticesBefore = await store.notices.countDocuments({ requestId })
    const [handed, back] = [escalation(requestId), escalationReturn(requestId)]
    const later = '2026-11-25T09:00:00.000Z'
    const toHead = step(requestId, 2, WITH_HEAD, { kind: 'escalated', escalation: handed })
    for (let times = 0; times < 2; times++) await record.recordStep({ ...toHead, at: later })
    const place = { queue: 'review', queuedAt: before.queuedAt, dueAt: before.dueAt, open: true }
    const { escalationId, noteId } = handed
    const recorded = { escalationId, noteId, by: CLERK, at: new Date(handed.at) }
    expect(await row(requestId)).toMatchObject({
      ...place,
      ...{ status: 'pending', subState: 'withHead' },
      escalation: { ...recorded, returned: null },
    })
    const toClerks = step(requestId, 3, IN_REVIEW, { kind: 'escalationReturned', returned: back })
    await record.recordStep({ ...toClerks, at: later })
    const { returnId, noteId: answerId } = back
    const returned = { returnId, noteId: answerId, by: HEAD, at: new Date(back.at) }
    const after = await row(requestId)
    expect(after).toMatchObject({
      ...place,
      subState: 'inReview',
      escalation: { ...recorded, returned },
    })
    expect(after.audit.map(({ action, actor }) => [action, actor]).slice(-2)).toEqual([
      ['escalated', CLERK],
      ['escalationReturned', HEAD],
    ])
    expect(await store.notices.countDocuments({ requestId })).toBe(noticesBefore)
  })

  it('files a request once, however often the write is repeated', async () => {
    const input = await filed()
    await record.fileRequest({ input, at: AT })
    expect(await store.requests.countDocuments({ number: input.requestNumber })).toBe(1)
    expect(await row(input.requestId)).toMatchObject({
      status: 'pending',
      subState: 'received',
      open: true,
      seq: 0,
    })
  })

  it('S36 S37 S38 D14 keeps what intake measured and the pages: from the draft, since the run does not carry them', async () => {
    const documents = [storedDocument('photo'), storedDocument('receipt')]
    const input = cardRequestInput({ documents })
    const { kind: _, ...pin } = storedDocument('receipt')
    const measured = { format: 'jpeg', width: 600, height: 800, dpi: { x: 300, y: 300 } } as const
    const page = { ...pin, width: 1240, height: 1756 }
    await store.drafts.create({
      _id: input.requestId,
      ownerId: input.applicantId,
      personId: input.personId,
      type: input.type,
      documents: [{ ...documents[0], measured, pages: [page] }, storedDocument('receipt')],
      updatedAt: new Date(AT),
    })
    await record.fileRequest({ input, at: AT })
    // The draft's receipt was replaced after the run had started: nothing is known of the run's
    // own.
    expect((await row(input.requestId)).documents).toEqual([
      { ...documents[0], measured, pages: [page] },
      documents[1],
    ])
  })

  it('fails loudly when another run files the same request', async () => {
    const input = await filed()
    await expect(
      record.fileRequest({ input, at: '2026-11-24T10:00:00.000Z' }),
    ).rejects.toMatchObject({
      type: 'ProjectionConflict',
      nonRetryable: true,
    })
  })

  it('D5 the index refuses a second open request for a relative, even without the lock of Temporal', async () => {
    const first = await filed()
    const second = cardRequestInput({ personId: first.personId })
    await expect(record.fileRequest({ input: second, at: AT })).rejects.toMatchObject({
      type: 'OpenRequestExists',
      nonRetryable: true,
    })
  })

  it('distinguishes a taken number from an open request', async () => {
    const first = await filed()
    const second = cardRequestInput({ requestNumber: first.requestNumber })
    await expect(record.fileRequest({ input: second, at: AT })).rejects.toMatchObject({
      type: 'ProjectionConflict',
      message: `Another request has the number ${first.requestNumber}`,
      nonRetryable: true,
    })
  })

  it('writes status and audit line together, and a repeated step changes nothing', async () => {
    const input = await filed()
    await record.recordStep(enteredReview(input.requestId))
    const once = await row(input.requestId)
    await record.recordStep(enteredReview(input.requestId))
    expect(await row(input.requestId)).toEqual(once)
    expect(once).toMatchObject({ subState: 'inReview', queue: 'review', seq: 1 })
    expect(once.audit.map(({ key, action }) => [key, action])).toEqual([
      [`${input.requestId}:0`, 'filed'],
      [`${input.requestId}:1`, 'enteredReview'],
    ])
  })

  it('fails loudly on a step that does not follow, and on another step under a used number', async () => {
    const input = await filed()
    const skipped = step(input.requestId, 3, RETURNED, {
      kind: 'rejected',
      decision: rejection(input.requestId),
    })
    await expect(record.recordStep(skipped)).rejects.toMatchObject({ type: 'ProjectionConflict' })
    await record.recordStep(enteredReview(input.requestId))
    await expect(record.recordStep({ ...skipped, seq: 1 })).rejects.toMatchObject({
      type: 'ProjectionConflict',
    })
  })

  it('S44 S50 keeps the reasons and frees the relative with the rejection', async () => {
    const input = await filed()
    await record.recordStep(enteredReview(input.requestId))
    const decision = rejection(input.requestId, {
      reasons: ['photoBackground', 'receiptUnreadable'],
    })
    await record.recordStep(step(input.requestId, 2, RETURNED, { kind: 'rejected', decision }))
    expect(await row(input.requestId)).toMatchObject({
      status: 'rejected',
      open: false,
      decision: {
        outcome: 'rejected',
        reasons: ['photoBackground', 'receiptUnreadable'],
        by: CLERK,
      },
    })
    await expect(filed({ personId: input.personId })).resolves.toBeDefined()
  })

  it('D7 keeps a refused decision with its cause and actor without moving the request', async () => {
    const input = await filed()
    await record.recordStep(enteredReview(input.requestId))
    const refusal = {
      messageId: 'd2',
      message: 'bureauDecision',
      cause: 'ownRelative',
      by: 'x',
      at: AT,
    } as const
    const before = await row(input.requestId)
    await record.recordStep(step(input.requestId, 2, IN_REVIEW, { kind: 'refused', refusal }))
    const after = await row(input.requestId)
    expect(after.audit.at(-1)).toMatchObject({
      action: 'refused',
      cause: 'ownRelative',
      actor: 'x',
    })
    expect(after.queuedAt).toEqual(before.queuedAt)
  })

  it('S48 an approval makes the card in the same transaction, once', async () => {
    const { input, cardId, approve } = await approved()
    await record.recordStep(approve)
    expect(await card(cardId)).toMatchObject({
      personId: input.personId,
      subState: 'awaitingPrint',
      cancelledAt: null,
    })
    expect(await row(input.requestId)).toMatchObject({
      status: 'approved',
      queue: 'print',
      open: false,
      cardId,
    })
  })

  it('S48 an approval whose card cannot be made leaves the request undecided', async () => {
    const { input } = await approved()
    const second = await filed({ personId: input.personId })
    await record.recordStep(enteredReview(second.requestId))
    const approve = step(second.requestId, 2, AWAITING_PRINT, {
      kind: 'cardApproved',
      decision: approval(second.requestId),
      cardId: randomUUID(),
    })
    await expect(record.recordStep(approve)).rejects.toThrow()
    expect(await row(second.requestId)).toMatchObject({ status: 'pending', seq: 1 })
  })

  it('D1 production moves card and request together; a repeat changes nothing', async () => {
    const { input, cardId } = await approved()
    const printed = printedStep(cardId, input.requestId)
    expect(await record.recordCardStep(printed)).toEqual({ cancelled: false })
    expect(await record.recordCardStep(printed)).toEqual({ cancelled: false })
    const { audit } = await card(cardId)
    expect(audit).toHaveLength(2)
    expect(audit[1]).toMatchObject({ subState: 'printed', eventId: printed.eventId })
    expect(await row(input.requestId)).toMatchObject({ subState: 'printed', queue: 'dispatch' })
    await expect(
      record.recordCardStep({ ...printed, seq: 3, subState: 'sent' }),
    ).rejects.toMatchObject({
      type: 'ProjectionConflict',
    })
  })

  it('D1 an event of a card that is not in the record yet is retried and is no conflict', async () => {
    const early = printedStep(randomUUID(), randomUUID())
    const failure: unknown = await record.recordCardStep(early).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(failure).not.toBeInstanceOf(ApplicationFailure)
  })

  it('D3 a printed card that was held and goes on to be sent is not recorded as printed twice', async () => {
    const { input, cardId } = await approved()
    const printed = printedStep(cardId, input.requestId)
    const release = { ...printed, seq: 3, by: null, eventId: null }
    await record.recordCardStep(printed)
    const cancellation = cancellationRequestInput({ personId: input.personId, cardId })
    await record.fileRequest({ input: cancellation, at: AT })
    await record.recordCardStep({ ...release, seq: 2, subState: 'dispatchHeld' })
    await record.recordCardStep(release)
    const { audit, subState, queue } = await row(input.requestId)
    expect(audit.slice(-3).map(({ action }) => action)).toEqual([
      'printed',
      'dispatchHeld',
      'dispatchReleased',
    ])
    expect({ subState, queue }).toEqual({ subState: 'printed', queue: 'dispatch' })
  })

  it('D2 S54 S72 the approval of a cancellation cancels the card in the same step', async () => {
    const { input, cardId } = await approved()
    const printed = printedStep(cardId, input.requestId)
    const cancellation = cancellationRequestInput({
      personId: input.personId,
      cardId,
      reason: 'lostOrStolen',
    })
    const { requestId } = cancellation
    await record.fileRequest({ input: cancellation, at: AT })
    await record.recordCardStep({ ...printed, subState: 'printHeld', by: null, eventId: null })
    expect((await card(cardId)).cancelledAt).toBeNull() // S69: filing cancels nothing
    await record.recordStep(
      step(requestId, 1, CANCELLATION_IN_REVIEW, {
        kind: 'enteredReview',
        dueAt: AT,
      }),
    )
    const cancel = step(
      requestId,
      2,
      { type: 'cancellationRequest', status: 'approved', subState: 'cardCancelled' },
      {
        kind: 'cancellationApproved',
        decision: approval(requestId),
        cardId,
        printWasHeld: true,
      },
    )
    await record.recordStep(cancel)
    await record.recordStep(cancel)
    expect(await card(cardId)).toMatchObject({ cancelledBy: requestId, subState: 'printStopped' })
    expect(await row(input.requestId)).toMatchObject({ subState: 'printStopped', queue: 'archive' })
    expect(await record.recordCardStep({ ...printed, seq: 2 })).toEqual({ cancelled: true })
  })

  it('gives out each request number once, also to many callers at a time', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 20 }, () => nextRequestNumber(store, 2031)),
    )
    expect(new Set(numbers).size).toBe(20)
    expect([...numbers].sort()[0]).toBe('PYK-2031-000001')
  })

  describe('of a refresh', () => {
    const refreshStep = (over: Partial<RefreshStep>): RefreshStep => ({
      accountId: 'account-refresh',
      runId: 'run-1',
      startedAt: AT,
      seq: 1,
      at: AT,
      state: 'asking',
      fault: null,
      nextAttemptAt: null,
      ...over,
    })
    const shown = () => store.familyRefreshes.findById('account-refresh').orFail().lean()

    it('shows the latest step, however often and in which order steps are written', async () => {
      const asking = refreshStep({})
      const waiting = refreshStep({ seq: 2, state: 'waiting', fault: 'timeout', nextAttemptAt: AT })
      for (const step of [asking, waiting, waiting, asking]) await record.recordRefresh(step)
      expect(await shown()).toMatchObject({ seq: 2, state: 'waiting', nextAttemptAt: new Date(AT) })
    })

    it('shows the latest run, and no step of an earlier one', async () => {
      const later = refreshStep({ runId: 'run-2', startedAt: '2026-11-25T09:00:00.000Z' })
      await record.recordRefresh(later)
      await record.recordRefresh(refreshStep({ seq: 3, state: 'gaveUp' }))
      expect(await shown()).toMatchObject({ runId: 'run-2', seq: 1, state: 'asking' })
    })
  })
})
