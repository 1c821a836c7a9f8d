/** A run that is lost is begun again from its record, by the operators' command as the image runs it. */
import {
  calendarChanged,
  cardProductionWorkflowId,
  productionStateQuery,
  requestStateQuery,
  requestWorkflowId,
} from '../../workflows/contract'
import type { CancellationRequestInput, ProductionEventKind } from '../../workflows/contract'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import { reviewClock } from '../../workflows/domain/requestClocks'
import { DEFAULT_TIMING } from '../../workflows/domain/requestTiming'
import { estimateWorkingDay } from '../../workflows/domain/workingDays'
import { requestInput } from '../../deploy/image/commands/lostRun/carriedState'
import { createImageTree } from '../support/compose/imageTree'
import type { ImageTree } from '../support/compose/imageTree'
import { gatherCrowd } from '../support/crowd'
import type { Crowd } from '../support/crowd'
import { errorsLogged } from '../support/logLines'
import {
  approval,
  cardArrival,
  cardEvent,
  escalation,
  HEAD,
  opening,
  OTHER_CLERK,
  withdrawalOf,
} from '../support/messages'
import { operatorsView } from '../support/operatorsView'
import { startOwnServer } from '../support/ownServer'
import { pendingActivities } from '../support/pendingActivities'
import { startProduct } from '../support/product'
import type { Product } from '../support/product'
import { createStoryTeller } from '../support/stories'
import type { Story, StoryTeller } from '../support/stories'
import { createTestWorld, waitFor } from '../support/world'
import type { TestWorld } from '../support/world'

/** Each command is a process of its own, and slow to start where other tests run at the same time. */
const PATIENCE_MS = 180_000
jest.setTimeout(PATIENCE_MS)

let world: TestWorld
let image: ImageTree
beforeAll(async () => {
  ;[world, image] = await Promise.all([createTestWorld(), createImageTree()])
})
afterAll(async () => {
  image?.remove()
  await world?.cleanUp()
})

/** Runs the command as deploy/README.md shows it. */
function repair(number: string, ...args: string[]) {
  return image.run(['node', 'dist/deploy/image/commands/repair.js', number, ...args], {
    MONGO_URL: world.mongoUrl,
    AUDIT_KEYS: world.auditKeys,
    TEMPORAL_ADDRESS: world.temporal.address,
    TEMPORAL_NAMESPACE: world.temporal.namespace,
  })
}

const workflowIdOf = ({ personKey }: Story) => requestWorkflowId(personKey)
const cardOf = ({ input }: Story) => (input as CancellationRequestInput).cardId

describe('a lost run', () => {
  let product: Product
  let teller: StoryTeller
  let crowd: Crowd
  beforeAll(async () => {
    product = await startProduct(world)
    teller = await createStoryTeller(product)
    crowd = gatherCrowd(product)
  })
  afterAll(async () => {
    await crowd?.leave()
    await product?.stop()
  })

  const terminate = (workflowId: string) =>
    product.client.workflow.getHandle(workflowId).terminate()
  const rowOf = ({ input }: Pick<Story, 'input'>) =>
    product.store.requests.findById(input.requestId).orFail().lean()
  const becomes = (story: Story, subState: string) =>
    waitFor(() => crowd.subStateOf(story) === subState, {
      what: `${story.input.requestNumber} to be ${subState}`,
    })
  /** Runs the command, and again while it says that a late write of the lost run came in between. */
  const repaired = (number: string) =>
    waitFor(
      async () => {
        const { code, said } = await repair(number, '--yes')
        if (code !== 0 && said.includes('bu arada ilerlemiş')) return null
        expect({ code, said }).toEqual({
          code: 0,
          said: expect.stringContaining('yeniden başlatıldı'),
        })
        return said
      },
      { what: `the repair of ${number}`, timeoutMs: PATIENCE_MS },
    )
  const resultOf = (workflowId: string) => product.client.workflow.getHandle(workflowId).result()

  /** Its steps have no gap, and one of them is the repair. */
  async function expectWhole(story: Story): Promise<void> {
    const { _id, seq, audit, number } = await rowOf(story)
    const own = audit.filter(({ key }) => key.startsWith(`${_id}:`))
    expect(own.map(({ key }) => key)).toEqual(
      Array.from({ length: seq + 1 }, (_, step) => `${_id}:${step}`),
    )
    expect(own.filter(({ action }) => action === 'repaired')).toHaveLength(1)
    const entries = await product.store.auditEntries
      .find({ event: 'runRepaired', subject: _id })
      .lean()
    expect(entries).toMatchObject([{ actor: 'operator', outcome: 'done' }])
    expect(number).toBe(story.input.requestNumber)
  }

  it('is also one that is open and disagrees with its record, if that is asked for', async () => {
    const story = await teller.card('approved')
    await crowd.file(story)
    await crowd.ready(story)
    const { _id, number } = await rowOf(story)
    const agreeing = await repair(number, '--end-run', '--yes')
    expect(agreeing).toMatchObject({ code: 1, said: expect.stringContaining('süreci açık') })
    await product.store.requests.collection.updateOne(
      { _id: _id as never },
      { $set: { subState: 'received', queue: 'system', dueAt: null } },
    )

    expect(await repair(number, '--yes')).toMatchObject({ code: 1 })
    const { code, said } = await repair(number, '--end-run', '--yes')
    expect({ code, said }).toMatchObject({ code: 0 })
    expect(said).toContain('süreç: pending/inReview')
    await becomes(story, 'inReview')
    await expectWhole(story)
  })

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

  describe('of production', () => {
    async function approved() {
      const story = await teller.card('approved')
      await crowd.file(story)
      await crowd.ready(story)
      await crowd.decide(story)
      await becomes(story, 'awaitingPrint')
      const { cardId, number } = await rowOf(story)
      return { story, number, cardId: cardId!, workflowId: cardProductionWorkflowId(cardId!) }
    }
    const record = async (cardId: string, kind: ProductionEventKind) => {
      expect(await product.runs.recordProduction(cardEvent(cardId, kind))).toEqual({
        kind: 'taken',
      })
      await waitFor(() => product.store.cards.exists({ _id: cardId, subState: kind }), {
        what: `the card ${kind}`,
      })
    }
    /** A cancellation of the same relative's card. */
    const cancellationOf = async ({ story, cardId }: Awaited<ReturnType<typeof approved>>) => {
      const cancellation = await teller.unprinted('rejected')
      const { personId } = story.input
      await product.store.people.deleteOne({ _id: cancellation.input.personId })
      return {
        ...cancellation,
        personKey: story.personKey,
        input: { ...cancellation.input, cardId, personId } as Story['input'],
      }
    }

    it('D1 of a printed card continues: not printed a second time, sent, and delivered', async () => {
      const card = await approved()
      await record(card.cardId, 'printed')
      await terminate(card.workflowId)
      expect(await repaired(card.number)).toContain('kart üretimi')
      expect(await product.runs.recordProduction(cardEvent(card.cardId, 'printed'))).toMatchObject({
        kind: 'refused',
        cause: 'alreadyReceived',
      })
      for (const kind of ['sent', 'delivered'] as const) await record(card.cardId, kind)
      expect(await resultOf(card.workflowId)).toEqual({ subState: 'delivered' })
      const { audit } = await rowOf(card.story)
      expect(audit.map(({ action }) => action).slice(-4)).toEqual([
        'printed',
        'repaired',
        'sent',
        'delivered',
      ])
      const { notices } = product.store
      expect(
        await notices.countDocuments({ kind: 'sent', requestId: card.story.input.requestId }),
      ).toBe(1)
    })

    it('D3 of a held card stays held, and is let go by the rejection', async () => {
      const card = await approved()
      const cancellation = await cancellationOf(card)
      await crowd.file(cancellation)
      await crowd.ready(cancellation)
      await terminate(card.workflowId)
      await repaired(card.number)
      expect(await product.runs.recordProduction(cardEvent(card.cardId, 'printed'))).toMatchObject({
        cause: 'printHeld',
      })
      await crowd.decide(cancellation)
      await waitFor(
        async () =>
          (await product.client.workflow.getHandle(card.workflowId).query(productionStateQuery))
            .state.subState === 'awaitingPrint',
        { what: 'the release' },
      )
      for (const kind of ['printed', 'sent', 'delivered'] as const) await record(card.cardId, kind)
    })

    it('D3 of a card whose cancellation was rejected meanwhile lets the card go on', async () => {
      const card = await approved()
      const cancellation = await cancellationOf(card)
      await crowd.file(cancellation)
      await crowd.ready(cancellation)
      await terminate(card.workflowId)
      await crowd.decide(cancellation)
      expect(await resultOf(workflowIdOf(cancellation))).toEqual({ outcome: 'rejected' })
      await repaired(card.number)
      await waitFor(
        () => product.store.cards.exists({ _id: card.cardId, subState: 'awaitingPrint' }),
        { what: 'the release' },
      )
      await record(card.cardId, 'printed')
    })

    it('D3 holds the card for a cancellation that was filed meanwhile, which reports the loss and waits', async () => {
      const card = await approved()
      await terminate(card.workflowId)
      const cancellation = await cancellationOf(card)
      await crowd.file(cancellation)
      await waitFor(
        () =>
          errorsLogged(product.logged()).some(
            ({ command }) => command === `npm run repair -- ${card.number}`,
          ),
        { what: 'the report of the loss' },
      )
      expect(await rowOf(cancellation)).toMatchObject({ subState: 'received' })
      await repaired(card.number)
      await crowd.ready(cancellation)
      expect(await product.store.cards.findById(card.cardId).lean()).toMatchObject({
        subState: 'printHeld',
      })
      await crowd.decide(cancellation)
    })
  })

  it('is begun again by one of two operators at once', async () => {
    const story = await teller.card('approved')
    await crowd.file(story)
    await crowd.ready(story)
    await terminate(workflowIdOf(story))
    const number = story.input.requestNumber
    const answers = await Promise.all([repair(number, '--yes'), repair(number, '--yes')])
    expect(answers.map(({ code }) => code).sort()).toEqual([0, 1])
    expect(answers.find(({ code }) => code === 1)!.said).toContain('hiçbir şey yapılmadı')
    await crowd.decide(story)
    await resultOf(workflowIdOf(story))
    await expectWhole(story)
    const query = `WorkflowId = '${workflowIdOf(story)}'`
    await waitFor(async () => (await product.client.workflow.count(query)).count === 2, {
      what: 'the lost run and the other one',
    })
  })

  it('D7 is not begun by a start alone, whatever it says of the lost run', async () => {
    const story = await teller.card('approved')
    await crowd.file(story)
    await crowd.ready(story)
    await terminate(workflowIdOf(story))
    const before = await rowOf(story)
    const input = requestInput(before, null, null)
    expect(await product.runs.start(story.personKey, input)).toEqual({ kind: 'started' })
    await expect(resultOf(workflowIdOf(story))).rejects.toMatchObject({
      cause: { type: 'RepairUnknown' },
    })
    expect(await rowOf(story)).toEqual(before)
    await repaired(before.number)
    await crowd.decide(story)
    await resultOf(workflowIdOf(story))
    await expectWhole(story)
  })

  it('does not follow a record that has moved on, and leaves it as it is', async () => {
    const story = await teller.card('rejected')
    await crowd.file(story)
    await crowd.ready(story)
    const old = await rowOf(story)
    await terminate(workflowIdOf(story))
    await repaired(old.number)
    await crowd.decide(story)
    await resultOf(workflowIdOf(story))
    const ended = await rowOf(story)
    // The other operator's command was slow: it has read the record before the first repair.
    await product.runs.start(story.personKey, requestInput(old, null, null))
    await expect(resultOf(workflowIdOf(story))).rejects.toMatchObject({
      cause: { cause: { type: 'ProjectionConflict' } },
    })
    expect(await rowOf(story)).toEqual(ended)
  })

  it('is not begun while the run is open, after the request has ended, or without a confirmation', async () => {
    const story = await teller.card('rejected')
    const number = story.input.requestNumber
    expect(await repair('PYK-2026-999999', '--yes')).toMatchObject({
      code: 1,
      said: expect.stringContaining('Kayıtta PYK-2026-999999 numaralı talep yok'),
    })
    expect(await repair('12345678901', '--yes')).toMatchObject({
      code: 1,
      said: expect.stringContaining('Kullanım: npm run repair'),
    })
    await crowd.file(story)
    await crowd.ready(story)
    expect(await repair(number, '--yes')).toMatchObject({
      code: 1,
      said: expect.stringContaining('süreci açık; hiçbir şey yapılmadı'),
    })
    await terminate(workflowIdOf(story))
    expect(await repair(number)).toMatchObject({
      code: 1,
      said: expect.stringContaining('sonuna --yes ekleyin'),
    })
    expect((await rowOf(story)).audit.map(({ action }) => action)).not.toContain('repaired')
    await repaired(number)
    await crowd.decide(story)
    await resultOf(workflowIdOf(story))
    expect(await repair(number, '--yes')).toMatchObject({
      code: 1,
      said: expect.stringContaining('sonuçlanmış'),
    })
  })
})

it('D7 a decision that was answered and is not on record is taken by the run that continues', async () => {
  const database = await startOwnServer('mongo')
  const product = await startProduct({ ...world, mongoUrl: database.mongo.url })
  const crowd = gatherCrowd(product)
  try {
    const story = await (await createStoryTeller(product)).card('approved')
    await crowd.file(story)
    await crowd.ready(story)
    await database.goAway()
    await crowd.decide(story)
    await product.client.workflow.getHandle(workflowIdOf(story)).terminate()
    // An attempt that is under way would still write the decision.
    const { pid } = product.workers.requests
    process.kill(pid, 'SIGKILL')
    await database.comeBack()
    await waitFor(() => product.workers.requests.pid !== pid, { what: 'the worker again' })
    await waitFor(() => product.store.requests.exists({ _id: story.input.requestId, open: true }), {
      what: 'the database',
    })
    const answer = await image.run(
      ['node', 'dist/deploy/image/commands/repair.js', story.input.requestNumber, '--yes'],
      {
        MONGO_URL: database.mongo.url,
        AUDIT_KEYS: world.auditKeys,
        TEMPORAL_ADDRESS: world.temporal.address,
        TEMPORAL_NAMESPACE: world.temporal.namespace,
      },
    )
    expect(answer).toMatchObject({ code: 0 })
    const run = product.client.workflow.getHandle(workflowIdOf(story))
    expect(await run.result()).toEqual({ outcome: 'approved' })
    const row = await product.store.requests.findById(story.input.requestId).orFail().lean()
    expect(row).toMatchObject({
      status: 'approved',
      decision: { decisionId: story.decision.decisionId, by: story.decision.by },
    })
    const production = product.client.workflow.getHandle(cardProductionWorkflowId(row.cardId!))
    expect((await production.describe()).status.name).toBe('RUNNING')
  } finally {
    await crowd.leave()
    await product.stop()
    await database.remove()
  }
}, 90_000)
