/** Audit lines are chained, so that a change of any of them is found and named. */
import { randomUUID } from 'node:crypto'
import mongoose from 'mongoose'
import { createRecordActivities } from '../../activities'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { verifyAudit } from '../../services/shared/store/auditChain/verify'
import type { Break } from '../../services/shared/store/auditChain/verify'
import { createImageTree } from '../support/compose/imageTree'
import { CLERK } from '../support/messages'
import { AT, printedStep, requestsIn } from '../support/recordSteps'
import { createTestWorld } from '../support/world'
import type { TestWorld } from '../support/world'

let world: TestWorld
let store: Store
/** The database as somebody sees it who has no key. */
let intruder: mongoose.Connection
beforeEach(async () => {
  world = await createTestWorld()
  store = await connectStore(world.mongoUrl, world.auditKeys)
  intruder = await mongoose.createConnection(world.mongoUrl).asPromise()
})
afterEach(async () => {
  await intruder.close()
  await store.close()
  await world.cleanUp()
})

const entries = () => intruder.collection('auditEntries')

const act = (subject: string | null, over: { actor?: string | null; at?: Date } = {}) => ({
  event: 'requestOpened',
  actor: CLERK,
  subject,
  at: new Date(),
  outcome: 'done' as const,
  ...over,
})

async function chainOfFour(): Promise<string> {
  const subject = randomUUID()
  for (const actor of ['one', 'two', 'three', 'four'])
    await store.audit.append(act(subject, { actor }))
  await store.audit.settled()
  return subject
}

/** A request whose card was approved and printed. */
async function printed() {
  const record = createRecordActivities(store)
  const { input, cardId } = await requestsIn(() => record).approved()
  const { requestId } = input
  await record.recordCardStep(printedStep(cardId, requestId))
  return { requestId, cardId }
}

async function breaks(): Promise<Break[]> {
  const found: Break[] = []
  await verifyAudit(store, (broken) => found.push(broken))
  return found
}

it('S74 lines of requests, cards and acts form whole chains', async () => {
  await printed()
  await chainOfFour()
  await store.audit.append(act(null))
  await store.audit.append(act(null, { actor: null }))
  await store.audit.settled()
  const found = await verifyAudit(store, (broken) => {
    throw new Error(JSON.stringify(broken))
  })
  // Request and card, the subject, the actor, the day.
  expect(found).toEqual({ chains: 5, lines: 4 + 2 + 4 + 1 + 1, unlinked: 0, broken: 0 })
})

describe('of the acts about a subject, is found', () => {
  type Tamper = (subject: string) => Promise<unknown>
  const tampers: [string, Tamper, Partial<Break>][] = [
    [
      'an edited line',
      (subject) => entries().updateOne({ subject, seq: 2 }, { $set: { actor: 'somebody' } }),
      { seq: 2, fault: 'changed' },
    ],
    [
      'a line deleted in the middle',
      (subject) => entries().deleteOne({ subject, seq: 2 }),
      { seq: 2, line: null, fault: 'missing' },
    ],
    [
      'a deleted first line',
      (subject) => entries().deleteOne({ subject, seq: 1 }),
      { seq: 1, line: null, fault: 'missing' },
    ],
    [
      'a deleted last line',
      (subject) => entries().deleteOne({ subject, seq: 4 }),
      { seq: 4, line: null, fault: 'shortened' },
    ],
    [
      'a deleted last line whose mark was moved back',
      async (subject) => {
        await entries().deleteOne({ subject, seq: 4 })
        const ends = intruder.collection<{ _id: string }>('auditChains')
        await ends.updateOne({ _id: `subject:${subject}` }, { $set: { count: 3 } })
      },
      { seq: 4, line: null, fault: 'shortened' },
    ],
    [
      'a deleted last line whose mark was deleted',
      async (subject) => {
        await entries().deleteOne({ subject, seq: 4 })
        const ends = intruder.collection<{ _id: string }>('auditChains')
        await ends.deleteOne({ _id: `subject:${subject}` })
      },
      { seq: 4, line: null, fault: 'shortened' },
    ],
    [
      'a chain deleted as a whole',
      (subject) => entries().deleteMany({ subject }),
      { seq: 1, line: null, fault: 'missing' },
    ],
    [
      'two lines that changed places',
      async (subject) => {
        const place = (from: number, to: number) =>
          entries().updateOne({ subject, seq: from }, { $set: { seq: to } })
        await place(2, 9)
        await place(3, 2)
        await place(9, 3)
      },
      { seq: 2, fault: 'changed' },
    ],
    [
      'an inserted line',
      async (subject) => {
        const last = await entries().findOne({ subject, seq: 4 })
        const { _id, ...copy } = last!
        await entries().insertOne({ ...copy, actor: 'somebody', seq: 5 })
      },
      { seq: 5, fault: 'changed' },
    ],
    [
      'an inserted line that looks like one of an earlier version',
      (subject) => entries().insertOne(act(subject)),
      { seq: 0, fault: 'unlinked' },
    ],
  ]

  it.each(tampers)('%s', async (_what, tamper, expected) => {
    await chainOfFour()
    const subject = await chainOfFour()
    await chainOfFour()
    await tamper(subject)
    expect(await breaks()).toEqual([
      expect.objectContaining({ chain: `subject:${subject}`, ...expected }),
    ])
  })
})

describe('of a request, is found', () => {
  interface Row {
    _id: string
    audit: Record<string, unknown>[]
  }
  const tampers: [string, (audit: Row['audit']) => Row['audit'], Partial<Break>][] = [
    [
      'an edited line',
      ([first, second, ...rest]) => [first!, { ...second, actor: 'somebody' }, ...rest],
      { seq: 1, fault: 'changed' },
    ],
    [
      'a line deleted in the middle',
      ([first, , ...rest]) => [first!, ...rest],
      { seq: 1, fault: 'changed' },
    ],
    ['a deleted last line', (audit) => audit.slice(0, -1), { seq: 3, fault: 'shortened' }],
    ['a list deleted as a whole', () => [], { seq: 0, fault: 'shortened' }],
    [
      'two lines that changed places',
      ([first, second, third, ...rest]) => [first!, third!, second!, ...rest],
      { seq: 1, fault: 'changed' },
    ],
    [
      'an inserted line',
      (audit) => [...audit, { ...audit.at(-1), actor: 'somebody' }],
      { seq: 4, fault: 'changed' },
    ],
    [
      'an inserted line without a link',
      (audit) => [...audit, { ...audit.at(-1), hash: undefined }],
      { seq: 4, fault: 'unlinked' },
    ],
  ]

  it.each(tampers)('%s', async (_what, tamper, expected) => {
    await printed()
    const { requestId } = await printed()
    const requests = intruder.collection<Row>('requests')
    const { audit } = (await requests.findOne({ _id: requestId }))!
    await requests.updateOne(
      { _id: requestId },
      { $set: { audit: tamper(audit) } },
      { ignoreUndefined: true },
    )
    expect(await breaks()).toEqual([
      expect.objectContaining({ chain: `requests:${requestId}`, ...expected }),
    ])
  })

  it('an edited line of its card', async () => {
    const { cardId } = await printed()
    await intruder
      .collection<Row>('cards')
      .updateOne({ _id: cardId }, { $set: { 'audit.1.by': 'somebody' } })
    expect(await breaks()).toEqual([
      expect.objectContaining({ chain: `cards:${cardId}`, seq: 1, fault: 'changed' }),
    ])
  })
})

it('keeps lines of earlier versions readable: a chain begins at the first new line', async () => {
  const { requestId } = await printed()
  const subject = randomUUID()
  // As an earlier version has left them.
  const before = new Date('2026-01-01T00:00:00.000Z')
  await entries().insertOne(act(subject, { at: before }))
  const requests = intruder.collection<{ _id: string }>('requests')
  await requests.updateOne(
    { _id: requestId },
    { $unset: { 'audit.$[].hash': true, auditEnd: true } },
  )
  await store.audit.append(act(subject))
  const record = createRecordActivities(store)
  await record.recordStep({
    requestId,
    seq: 3,
    at: AT,
    state: { type: 'cardRequest', status: 'approved', subState: 'printed' },
    effect: { kind: 'reviewOpened', openingId: 'o1', by: CLERK },
  })
  await store.audit.settled()
  const found: Break[] = []
  const { unlinked } = await verifyAudit(store, (broken) => found.push(broken))
  expect(found).toEqual([])
  expect(unlinked).toBe(1 + 4)
})

it('fifty writers at the same time leave one whole chain', async () => {
  const others = await Promise.all(
    Array.from({ length: 4 }, () => connectStore(world.mongoUrl, world.auditKeys)),
  )
  const subject = randomUUID()
  const writers = [store, ...others]
  await Promise.all(
    Array.from({ length: 50 }, (_, index) => {
      const { audit, connection } = writers[index % writers.length]!
      const entry = act(subject, { actor: `writer-${index}` })
      return index % 10 === 0
        ? connection.transaction((session) => audit.appendAll([entry], session))
        : audit.append(entry)
    }),
  )
  await Promise.all(others.map((other) => other.close()))
  await store.audit.settled()
  const chain = await store.auditEntries.find({ subject }).sort({ seq: 1 }).lean()
  expect(chain.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  expect(await breaks()).toEqual([])
})

it('costs one small read before the write of an entry', async () => {
  const subject = await chainOfFour()
  const counted = await connectStore(`${world.mongoUrl}&appName=counted`, world.auditKeys)
  try {
    await intruder.db!.command({ profile: 2 })
    await counted.audit.append(act(subject))
    await intruder.db!.command({ profile: 0 })
    const ofEntries = { appName: 'counted', ns: /\.auditEntries$/ }
    const done = await intruder
      .collection<{ op: string; docsExamined?: number }>('system.profile')
      .find(ofEntries)
      .sort({ ts: 1 })
      .toArray()
    expect(done.map(({ op, docsExamined }) => [op, docsExamined])).toEqual([
      ['query', 1],
      ['insert', undefined],
    ])
  } finally {
    await counted.close()
  }
})

describe('the command', () => {
  it('reports whole chains, and names each broken one with its first broken link', async () => {
    const image = await createImageTree()
    const verify = () =>
      image.run(['node', 'dist/deploy/image/commands/auditVerify.js'], {
        MONGO_URL: world.mongoUrl,
        AUDIT_KEYS: world.auditKeys,
      })
    try {
      const subject = await chainOfFour()
      expect(await verify()).toEqual({
        code: 0,
        said: 'Bütün zincirler sağlam: 1 zincirde 4 denetim satırı okundu.\n',
      })
      await entries().deleteOne({ subject, seq: 2 })
      const { code, said } = await verify()
      expect(code).toBe(1)
      expect(said).toContain(`Zincir subject:${subject}, satır 2: bu satır eksik`)
      expect(said).toContain('1 zincir bozuk; 1 zincirde 3 denetim satırı okundu.')
    } finally {
      image.remove()
    }
  })
})
