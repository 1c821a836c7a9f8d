/** The hourly comparison of record, runs and object store, on real servers with planted differences. */
import { randomUUID } from 'node:crypto'
import { execFile } from 'node:child_process'
import { Writable } from 'node:stream'
import pino from 'pino'
import { createRecordActivities } from '../../activities'
import { compareFiles } from '../../activities/reconciliation/compareFiles'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { LATEST } from '../../services/shared/store/reconciliation'
import { connectTemporal } from '../../services/shared/temporal/connection'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import {
  cardProductionWorkflowId,
  requestAttributes,
  requestWorkflowId,
  SCHEDULES,
  TASK_QUEUES,
  WORKFLOW_TYPES,
} from '../../workflows/contract'
import type { ReconciliationInput } from '../../workflows/contract'
import { DIFFERENCE_KINDS } from '../../workflows/domain/differences'
import type { Difference } from '../../workflows/domain/differences'
import { gatherCrowd } from '../support/crowd'
import type { Crowd } from '../support/crowd'
import { operatorsView } from '../support/operatorsView'
import { personalDataIn } from '../support/personalData'
import { createStoryTeller } from '../support/stories'
import type { Story, StoryTeller } from '../support/stories'
import { createTestWorld, waitFor } from '../support/world'
import type { TestWorld } from '../support/world'
import { startWorkers } from '../support/workers'

let world: TestWorld
let store: Store
let documents: DocumentStore
let temporal: ReturnType<typeof connectTemporal>
let teller: StoryTeller
let crowd: Crowd
let stopWorkers: () => Promise<void>
const logged: Record<string, unknown>[] = []

beforeAll(async () => {
  world = await createTestWorld()
  store = await connectStore(world.mongoUrl, world.auditKeys)
  documents = createDocumentStore(world.s3)
  temporal = connectTemporal(world.temporal)
  const output = new Writable({
    write(line: Buffer, _encoding, done) {
      logged.push(JSON.parse(line.toString()) as Record<string, unknown>)
      done()
    },
  })
  const log = pino({ formatters: { level: (level) => ({ level }) } }, output)
  // Short pages, so that every list has several.
  stopWorkers = await startWorkers(world, { store, documents, log, atOnce: 3 })
  const { client } = temporal
  teller = await createStoryTeller({ store, client, documents })
  crowd = gatherCrowd({ store, runs: createRequestRuns(client) })
}, 120_000)
afterAll(async () => {
  await crowd?.leave()
  await stopWorkers?.()
  await temporal?.close()
  await store?.close()
  await world?.cleanUp()
})
beforeEach(() => void logged.splice(0))

async function inReview(): Promise<Story> {
  const story = await teller.card('approved')
  await crowd.file(story)
  await crowd.ready(story)
  return story
}

const workflowIdOf = ({ personKey }: Story) => requestWorkflowId(personKey)
const run = (workflowId: string) => temporal.client.workflow.getHandle(workflowId)

function start(input: ReconciliationInput) {
  return temporal.client.workflow.start<
    (input: ReconciliationInput) => Promise<{ differences: number }>
  >(WORKFLOW_TYPES.reconciliation, {
    workflowId: `${SCHEDULES.reconciliation}-${randomUUID()}`,
    taskQueue: TASK_QUEUES.requests,
    args: [input],
  })
}

/** Waits until the engine's list, which lags behind, shows what the comparison is to find there. */
async function listed(query: string, count: number): Promise<void> {
  await waitFor(async () => (await temporal.client.workflow.count(query)).count === count, {
    what: `${count} runs by ${query}`,
  })
}

async function latest() {
  return store.reconciliations.findById(LATEST).orFail().lean()
}

const AT_ONCE = { standsForMs: 100, unusedAfterMs: 0 }

it('finds no difference among open requests and cards, in several pages of each', async () => {
  const stories = [await inReview(), await inReview(), await inReview(), await inReview()]
  const cards = [await cardInProduction(), await cardInProduction(), await cardInProduction()]
  const open = stories.length + cards.length
  await listed(`ExecutionStatus = 'Running'`, open)
  expect(await (await start({ standsForMs: 100 })).result()).toEqual({ differences: 0 })
  expect(await latest()).toMatchObject({
    differences: [],
    beyond: 0,
    compared: { rows: open, runs: open, files: expect.any(Number) as number },
  })
  expect(logged.filter(({ level }) => level === 'error')).toEqual([])
})

async function cardInProduction(): Promise<{ cardId: string; requestNumber: string }> {
  const cardId = await teller.cardInProduction(randomUUID())
  const { number } = await store.requests.findOne({ cardId }).orFail().lean()
  return { cardId, requestNumber: number }
}

it('names each difference with its request, what each of the three says, and its command', async () => {
  const planted: Partial<Difference>[] = []

  const terminated = await inReview()
  await run(workflowIdOf(terminated)).terminate()
  planted.push({
    kind: 'runMissing',
    requestNumber: terminated.input.requestNumber,
    subject: workflowIdOf(terminated),
    record: 'pending/inReview',
    run: 'TERMINATED',
  })
  const stopped = await cardInProduction()
  await run(cardProductionWorkflowId(stopped.cardId)).terminate()
  planted.push({
    kind: 'runMissing',
    requestNumber: stopped.requestNumber,
    subject: cardProductionWorkflowId(stopped.cardId),
    record: 'approved/awaitingPrint',
    run: 'TERMINATED',
  })
  const forgotten = await inReview()
  await store.requests.collection.deleteOne({ _id: forgotten.input.requestId as never })
  planted.push({
    kind: 'rowMissing',
    requestNumber: forgotten.input.requestNumber,
    subject: workflowIdOf(forgotten),
    record: null,
    run: 'pending/inReview',
  })
  const closed = await inReview()
  await changeRow(closed, { open: false, subState: 'withdrawn' })
  planted.push({
    kind: 'runNotEnded',
    requestNumber: closed.input.requestNumber,
    record: 'pending/withdrawn',
    run: 'pending/inReview',
  })
  const changed = await inReview()
  await changeRow(changed, { subState: 'received' })
  planted.push({
    kind: 'stateDiffers',
    requestNumber: changed.input.requestNumber,
    record: 'pending/received',
    run: 'pending/inReview',
  })
  const card = await cardInProduction()
  await store.cards.collection.updateOne(
    { _id: card.cardId as never },
    { $set: { subState: 'printed' } },
  )
  planted.push({
    kind: 'stateDiffers',
    requestNumber: card.requestNumber,
    record: 'approved/printed; request approved/awaitingPrint',
    run: 'approved/awaitingPrint',
  })
  const misshown = await cardInProduction()
  await store.requests.collection.updateOne(
    { number: misshown.requestNumber },
    { $set: { status: 'rejected', subState: 'returned' } },
  )
  planted.push({
    kind: 'stateDiffers',
    requestNumber: misshown.requestNumber,
    record: 'approved/awaitingPrint; request rejected/returned',
    run: 'approved/awaitingPrint',
  })
  const unshown = await cardInProduction()
  await store.requests.collection.deleteOne({ number: unshown.requestNumber })
  planted.push({
    kind: 'rowMissing',
    requestNumber: '',
    subject: cardProductionWorkflowId(unshown.cardId),
    record: null,
    run: 'approved/awaitingPrint',
  })
  const robbed = await inReview()
  const own = await documents.put('photo', Buffer.from(randomUUID()))
  await store.requests.collection.updateOne(
    { _id: robbed.input.requestId as never },
    { $push: { documents: own as never } },
  )
  await documents.remove([own])
  planted.push({
    kind: 'fileMissing',
    requestNumber: robbed.input.requestNumber,
    subject: own.key,
    record: 'pending/inReview',
    store: `no version ${own.versionId}`,
  })
  const silent = await teller.card('approved')
  await createRecordActivities(store).fileRequest({
    input: silent.input,
    at: new Date().toISOString(),
  })
  await temporal.client.workflow.start(WORKFLOW_TYPES.cardRequest, {
    workflowId: workflowIdOf(silent),
    taskQueue: 'without-a-worker',
    args: [silent.input],
    memo: { requestId: silent.input.requestId },
    typedSearchAttributes: requestAttributes(silent.input),
  })
  planted.push({
    kind: 'runSilent',
    requestNumber: silent.input.requestNumber,
    record: 'pending/received',
    run: 'RUNNING',
  })
  const unused = await documents.put('receipt', Buffer.from(randomUUID()))
  planted.push({
    kind: 'fileUnused',
    requestNumber: null,
    subject: unused.key,
    record: null,
    store: `version ${unused.versionId}`,
  })
  const drafted = await documents.put('receipt', Buffer.from(randomUUID()))
  await store.drafts.create({
    ...{ _id: randomUUID(), ownerId: randomUUID(), personId: randomUUID(), type: 'cardRequest' },
    ...{ documents: [drafted], submitted: false, updatedAt: new Date() },
  })
  await listed(`ExecutionStatus = 'Terminated'`, 2)

  const comparison = await start(AT_ONCE)
  const { differences } = await comparison.result()
  const report = await latest()
  // Files of this world that the story teller stored for kinds that no request has.
  const found = report.differences.filter(
    ({ kind, subject }) => kind !== 'fileUnused' || subject === unused.key,
  )
  for (const one of planted) expect(found).toContainEqual(expect.objectContaining(one))
  expect(found).toHaveLength(planted.length)
  expect(differences).toBe(report.differences.length)
  const kinds = new Set(planted.map(({ kind }) => kind!))
  expect(DIFFERENCE_KINDS.filter((kind) => !kinds.has(kind))).toEqual([])

  const errors = logged.filter(({ level }) => level === 'error')
  for (const { kind, requestNumber } of planted)
    expect(errors).toContainEqual(
      expect.objectContaining({
        msg: 'difference',
        ...{ kind, requestNumber },
        commands: expect.arrayContaining([expect.any(String)]) as unknown,
      }),
    )
  expect(errors.at(-1)).toMatchObject({ msg: 'record, runs and store differ', differences })
  const { details } = await operatorsView(temporal.client, comparison.workflowId)
  expect(details).toContain(`npm run repair -- ${terminated.input.requestNumber}`)
  expect(personalDataIn([JSON.stringify(errors), details].join('\n'))).toEqual([])

  const shown = await showDifferences()
  expect(shown.code).toBe(1)
  expect(shown.said).toContain(`${differences} fark var`)
  for (const { requestNumber, subject } of report.differences)
    expect(shown.said).toContain(`- ${requestNumber ?? subject}: `)
  expect(shown.said).toContain(`npm run repair -- ${terminated.input.requestNumber}`)
})

it('names the files of a store that has lost all of them', async () => {
  const { input } = await inReview()
  const { suspects } = await compareFiles(store, { files: [], after: null, upTo: null })
  const { key } = input.documents[0]!
  expect(suspects).toContainEqual(expect.objectContaining({ kind: 'fileMissing', key }))
})

it('deletes by command what nothing refers to, and keeps what something uses by then', async () => {
  const [unused, taken] = [
    await documents.put('receipt', Buffer.from(randomUUID())),
    await documents.put('receipt', Buffer.from(randomUUID())),
  ]
  await (await start(AT_ONCE)).result()
  await store.drafts.create({
    ...{ _id: randomUUID(), ownerId: randomUUID(), personId: randomUUID(), type: 'cardRequest' },
    ...{ documents: [taken], submitted: false, updatedAt: new Date() },
  })
  expect(await showDifferences('--delete-unused')).toMatchObject({ code: 0 })
  expect(await showDifferences('--delete-unused')).toMatchObject({ code: 0 })
  await temporal.client.workflow.execute(WORKFLOW_TYPES.dataDeletion, {
    workflowId: randomUUID(),
    taskQueue: TASK_QUEUES.requests,
  })
  expect(await documents.isStored(unused)).toBe(false)
  expect(await documents.isStored(taken)).toBe(true)
})

it('does not report what a run puts right within the time it has for a step', async () => {
  const late = await inReview()
  await changeRow(late, { subState: 'received' })
  const comparison = await start({ standsForMs: 3_000 })
  await waitFor(
    async () =>
      (await operatorsView(temporal.client, comparison.workflowId)).details.includes(
        'sürüp sürmediği',
      ),
    {
      what: 'the second look',
    },
  )
  await changeRow(late, { subState: 'inReview' })
  await comparison.result()
  const numbers = (await latest()).differences.map(({ requestNumber }) => requestNumber)
  expect(numbers).not.toContain(late.input.requestNumber)
})

async function changeRow({ input }: Story, change: object): Promise<void> {
  await store.requests.collection.updateOne({ _id: input.requestId as never }, { $set: change })
}

/** Runs the command of the operators. */
function showDifferences(...args: string[]): Promise<{ code: number; said: string }> {
  const script = 'dist/deploy/image/commands/differences.js'
  const env = { ...process.env, MONGO_URL: world.mongoUrl, AUDIT_KEYS: world.auditKeys }
  return new Promise((resolve) =>
    execFile(process.execPath, [script, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), said: stdout + stderr }),
    ),
  )
}
