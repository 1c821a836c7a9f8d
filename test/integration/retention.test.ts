/** What has reached the end of its term is deleted, with its files, and nothing else is. */
import { randomUUID } from 'node:crypto'
import { createRecordActivities } from '../../activities'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'
import { nextRequestNumber } from '../../services/shared/store/nextRequestNumber'
import { connectTemporal } from '../../services/shared/temporal/connection'
import { ensureSchedules } from '../../services/shared/temporal/schedules'
import { SCHEDULES, TASK_QUEUES, WORKFLOW_TYPES } from '../../workflows/contract'
import type { StoredDocument } from '../../workflows/contract'
import { DRAFT_DAYS, REJECTED_DOCUMENTS_DAYS } from '../../workflows/domain/retention'
import { DAY_MS } from '../support/durations'
import { cardRequestInput, rejection } from '../support/messages'
import { IN_REVIEW, RETURNED } from '../support/requestStates'
import { createTestWorld } from '../support/world'
import type { TestWorld } from '../support/world'
import { startWorkers } from '../support/workers'

let world: TestWorld
let store: Store
let documents: DocumentStore
let temporal: ReturnType<typeof connectTemporal>
let stopWorkers: () => Promise<void>
beforeAll(async () => {
  world = await createTestWorld()
  store = await connectStore(world.mongoUrl, world.auditKeys)
  documents = createDocumentStore(world.s3)
  temporal = connectTemporal(world.temporal)
  stopWorkers = await startWorkers(world, { store, documents })
})
afterAll(async () => {
  await stopWorkers()
  await temporal.close()
  await store.close()
  await world.cleanUp()
})
beforeEach(() => store.deletions.deleteMany({}))

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS)
const file = () => documents.put('photo', Buffer.from(randomUUID()))

async function draft(updatedAt: Date, over: { submitted?: boolean; file?: StoredDocument } = {}) {
  const document = over.file ?? (await file())
  const _id = randomUUID()
  await store.drafts.create({
    _id,
    ownerId: randomUUID(),
    personId: randomUUID(),
    type: 'cardRequest',
    documents: [document],
    submitted: over.submitted ?? false,
    updatedAt,
  })
  return { _id, document }
}

/** A request that was rejected at this time. */
async function rejected(at: Date) {
  const document = await file()
  const input = cardRequestInput({
    personId: randomUUID(),
    requestNumber: await nextRequestNumber(store, 2026),
    documents: [document],
  })
  const { requestId } = input
  const record = createRecordActivities(store)
  await record.fileRequest({ input, at: at.toISOString() })
  await record.recordStep({
    ...{ requestId, seq: 1, at: at.toISOString() },
    state: IN_REVIEW,
    effect: { kind: 'enteredReview', dueAt: at.toISOString() },
  })
  await record.recordStep({
    ...{ requestId, seq: 2, at: at.toISOString() },
    state: RETURNED,
    effect: { kind: 'rejected', decision: rejection(requestId, { at: at.toISOString() }) },
  })
  return { requestId, document }
}

/** Runs the deletion as the schedule does. */
async function runDeletion(): Promise<{ deleted: number }> {
  return temporal.client.workflow.execute<() => Promise<{ deleted: number }>>(
    WORKFLOW_TYPES.dataDeletion,
    { workflowId: randomUUID(), taskQueue: TASK_QUEUES.requests },
  )
}

it('drafts go after seven days with their files; younger ones stay', async () => {
  const [old, young] = [await draft(daysAgo(DRAFT_DAYS + 1)), await draft(daysAgo(DRAFT_DAYS - 1))]
  expect(await runDeletion()).toEqual({ deleted: 1 })
  expect(await store.drafts.exists({ _id: old._id })).toBeNull()
  expect(await documents.isStored(old.document)).toBe(false)
  expect(await store.drafts.exists({ _id: young._id })).not.toBeNull()
  expect(await documents.isStored(young.document)).toBe(true)
})

it('the documents of a rejected request go after ninety days; the request stays', async () => {
  const old = await rejected(daysAgo(REJECTED_DOCUMENTS_DAYS + 1))
  const young = await rejected(daysAgo(REJECTED_DOCUMENTS_DAYS - 1))
  await runDeletion()
  const request = await store.requests.findById(old.requestId).orFail().lean()
  expect(request.documents).toEqual([])
  expect(request.documentsDeletedAt).toBeInstanceOf(Date)
  expect(request.decision?.reasons).not.toEqual([])
  expect(await documents.isStored(old.document)).toBe(false)
  expect(await documents.isStored(young.document)).toBe(true)
})

it('S52 a file that was taken over into a later request or draft stays', async () => {
  const old = await rejected(daysAgo(REJECTED_DOCUMENTS_DAYS + 1))
  await draft(daysAgo(1), { file: old.document })
  const filed = await rejected(daysAgo(1))
  const submitted = await draft(daysAgo(DRAFT_DAYS + 1), { submitted: true, file: filed.document })
  await runDeletion()
  expect(await documents.isStored(old.document)).toBe(true)
  expect(await store.drafts.exists({ _id: submitted._id })).toBeNull()
  expect(await documents.isStored(filed.document)).toBe(true)
})

it('each deletion is in the log and in the audit trail, without what was deleted', async () => {
  const { _id } = await draft(daysAgo(DRAFT_DAYS + 1))
  await runDeletion()
  expect(await store.deletions.findById(`draft:${_id}`).lean()).toMatchObject({
    kind: 'draft',
    subject: _id,
    files: 1,
    keys: [],
    endedAt: expect.any(Date) as Date,
  })
  expect(await store.auditEntries.findOne({ subject: _id }).lean()).toMatchObject({
    event: 'dataDeleted',
    actor: null,
    outcome: 'done',
  })
})

it('a deletion that was begun and not ended is ended by the next run', async () => {
  const document = await file()
  await store.deletions.create({
    _id: 'draft:begun',
    kind: 'draft',
    subject: 'begun',
    keys: [document.key],
    files: 1,
    begunAt: daysAgo(1),
  })
  await runDeletion()
  expect(await documents.isStored(document)).toBe(false)
  expect(await store.deletions.exists({ endedAt: null })).toBeNull()
})

it('operators find the schedules, which are written once and updated afterwards', async () => {
  const { address, namespace } = world.temporal
  await ensureSchedules(address, namespace)
  const handle = temporal.client.schedule.getHandle(SCHEDULES.dataDeletion)
  await handle.pause()
  await ensureSchedules(address, namespace)
  const { action, state } = await handle.describe()
  expect(action).toMatchObject({ workflowType: WORKFLOW_TYPES.dataDeletion })
  expect(state.paused).toBe(true)
  const ids: string[] = []
  for await (const { scheduleId } of temporal.client.schedule.list()) ids.push(scheduleId)
  expect(ids.sort()).toEqual(Object.values(SCHEDULES).sort())
  for (const id of ids) await temporal.client.schedule.getHandle(id).delete()
})
