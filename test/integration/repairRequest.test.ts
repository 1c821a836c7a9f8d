/**
 * The lost run of a request is begun again from its record, by the operators' command as the image
 * runs it, and continues where it was.
 */
import {
  calendarChanged,
  cardProductionWorkflowId,
  productionStateQuery,
  requestStateQuery,
} from '../../workflows/contract'
import type { CancellationRequestInput } from '../../workflows/contract'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import { reviewClock } from '../../workflows/domain/requestClocks'
import { DEFAULT_TIMING } from '../../workflows/domain/requestTiming'
import { estimateWorkingDay } from '../../workflows/domain/workingDays'
import { lostRunsOf, openRepairableProduct, PATIENCE_MS, workflowIdOf } from '../support/lostRuns'
import type { RepairableProduct } from '../support/lostRuns'
import {
  approval,
  cardArrival,
  escalation,
  HEAD,
  opening,
  OTHER_CLERK,
  withdrawalOf,
} from '../support/messages'
import { operatorsView } from '../support/operatorsView'
import { pendingActivities } from '../support/pendingActivities'
import type { Story } from '../support/stories'
import { waitFor } from '../support/world'

jest.setTimeout(PATIENCE_MS)

describe('a lost run', () => {
  let live: RepairableProduct
  let product: RepairableProduct['product']
  let teller: RepairableProduct['teller']
  let crowd: RepairableProduct['crowd']
  beforeAll(async () => {
    live = await openRepairableProduct()
    ;({ product, teller, crowd } = live)
  })
  afterAll(() => live?.close())

  const { terminate, rowOf, becomes, repaired, resultOf, expectWhole } = lostRunsOf(() => live)
  const cardOf = ({ input }: Story) => (input as CancellationRequestInput).cardId

  it('S47 in review follows the leave that is declared before, while and after it is lost', async () => {
    const story = await teller.card('approved')
    await crowd.file(story)
    await crowd.ready(story)
    const { number, queuedAt, timing = DEFAULT_TIMING } = await rowOf(story)
    const run = product.client.workflow.getHandle(workflowIdOf(story))
    const days = [3, 4, 5].map((count) =>
      estimateWorkingDay(istanbulDayOf(queuedAt.toISOString()), count),
    )
    const [first, second, third] = days as [string, string, string]
    const declare = (day: string, kind: 'closed' | null) =>
      product.store.leaveDays.updateOne(
        { _id: day },
        { $set: { kind }, $push: { changes: { kind, ground: 'G', by: HEAD, at: new Date() } } },
        { upsert: true },
      )
    const dueWith = (...free: string[]) => {
      const leave = Object.fromEntries(free.map((day) => [day, 'closed' as const]))
      return reviewClock(queuedAt.toISOString(), { ...timing, leave }).dueAt
    }
    const isDue = (due: string) =>
      waitFor(async () => (await rowOf(story)).dueAt?.toISOString() === due, {
        what: `the due day ${due}`,
        timeoutMs: PATIENCE_MS,
      })
    try {
      await declare(first, 'closed')
      await run.signal(calendarChanged)
      await isDue(dueWith(first))
      await terminate(workflowIdOf(story))
      await declare(second, 'closed')
      await repaired(number)
      await isDue(dueWith(first, second))
      await declare(third, 'closed')
      await run.signal(calendarChanged)
      await isDue(dueWith(first, second, third))
      await expectWhole(story)
    } finally {
      for (const day of days) await declare(day, null)
    }
  })

  it('S43 D7 in review continues with its due day, its opening and its ids, and is decided', async () => {
    const story = await teller.card('approved')
    await crowd.file(story)
    await crowd.ready(story)
    await product.runs.openReview(story.personKey, opening(story.input.requestId))
    await waitFor(async () => Boolean((await rowOf(story)).opened), { what: 'the opening' })
    const before = await rowOf(story)
    await terminate(workflowIdOf(story))

    const said = await repaired(before.number)
    expect(said).toContain('Kayıt: Onay Bekliyor, İnceleme sırasında')
    expect(said).toContain('Temporal: süreç sonlandırılmış')
    const run = await product.client.workflow
      .getHandle(workflowIdOf(story))
      .query(requestStateQuery)
    expect(run).toMatchObject({
      requestId: before._id,
      dueAt: before.dueAt!.toISOString(),
      opened: { openingId: before.opened!.openingId },
    })
    expect((await operatorsView(product.client, workflowIdOf(story))).attributes).toMatchObject({
      RequestNumber: before.number,
      RequestSubState: 'inReview',
      DueDay: before.dueAt,
    })
    const withdrawal = withdrawalOf(before._id, { by: before.applicantId })
    expect(await product.runs.withdraw(story.personKey, withdrawal)).toMatchObject({
      kind: 'refused',
      cause: 'opened',
    })
    await crowd.decide(story)
    expect(await resultOf(workflowIdOf(story))).toEqual({ outcome: 'approved' })
    await expectWhole(story)
  })

  it('S43 D7 that the head had is with the head again, with its note and its place', async () => {
    const story = await teller.card('approved')
    await crowd.file(story)
    await crowd.ready(story)
    const { requestId } = story.input
    const handed = escalation(requestId)
    await product.runs.escalate(story.personKey, handed)
    await becomes(story, 'withHead')
    const before = await rowOf(story)
    await terminate(workflowIdOf(story))
    expect(await repaired(before.number)).toContain('Kayıt: Onay Bekliyor, Amirde')
    const run = product.client.workflow.getHandle(workflowIdOf(story))
    expect(await run.query(requestStateQuery)).toMatchObject({
      state: { subState: 'withHead' },
      dueAt: before.dueAt!.toISOString(),
      escalation: { escalation: { escalationId: handed.escalationId, noteId: handed.noteId } },
    })
    expect(await product.runs.decide(story.personKey, approval(requestId))).toMatchObject({
      cause: 'withHead',
    })
    const byHead = approval(requestId, { by: HEAD, asHead: true })
    expect(await product.runs.decide(story.personKey, byHead)).toEqual({ kind: 'taken' })
    expect(await resultOf(workflowIdOf(story))).toEqual({ outcome: 'approved' })
    await expectWhole(story)
  })

  it('S35 in its document check is checked again and reviewed', async () => {
    const story = await teller.card('rejected')
    process.kill(product.workers.documents.pid, 'SIGSTOP')
    await crowd.file(story)
    await waitFor(
      async () => (await pendingActivities(product.client, workflowIdOf(story))).length > 0,
      { what: 'the check' },
    )
    await terminate(workflowIdOf(story))
    process.kill(product.workers.documents.pid, 'SIGCONT')
    await repaired(story.input.requestNumber)
    await crowd.ready(story)
    await crowd.decide(story)
    expect(await resultOf(workflowIdOf(story))).toEqual({ outcome: 'rejected' })
    await expectWhole(story)
  })

  it('D6 that awaits a card goes on to await it, and is reviewed when it has come', async () => {
    const story = await teller.returned('approved')
    await crowd.file({ ...story, arrival: null })
    await becomes(story, 'awaitingCard')
    await terminate(workflowIdOf(story))
    await repaired(story.input.requestNumber)
    const arrival = cardArrival(story.input.requestId)
    expect(await product.runs.recordArrival(story.personKey, arrival)).toEqual({
      kind: 'taken',
    })
    await crowd.ready(story)
    const late = cardArrival(story.input.requestId, { by: OTHER_CLERK })
    expect(await product.runs.recordArrival(story.personKey, late)).toMatchObject({
      cause: 'alreadyReceived',
    })
    await crowd.decide(story)
    expect(await resultOf(workflowIdOf(story))).toEqual({ outcome: 'approved' })
    await expectWhole(story)
  })

  it('D3 of a cancellation in review still lets its held card go on when it is rejected', async () => {
    const story = await teller.unprinted('rejected')
    await crowd.file(story)
    await crowd.ready(story)
    await terminate(workflowIdOf(story))
    await repaired(story.input.requestNumber)
    await crowd.decide(story)
    expect(await resultOf(workflowIdOf(story))).toEqual({ outcome: 'rejected' })
    const production = product.client.workflow.getHandle(cardProductionWorkflowId(cardOf(story)))
    await waitFor(
      async () => (await production.query(productionStateQuery)).state.subState === 'awaitingPrint',
      { what: 'the release' },
    )
    await expectWhole(story)
  })
})
