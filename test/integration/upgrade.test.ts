/**
 * The workers are upgraded under fifty open runs to a release with further steps, and go back: while the
 * steps are withheld to the release before, afterwards to withholding them. All runs end, none is stuck.
 */
import path from 'node:path'
import { Worker } from '@temporalio/worker'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { connectTemporal } from '../../services/shared/temporal/connection'
import { createRequestRuns } from '../../services/shared/temporal/requestRuns'
import { requestWorkflowId } from '../../workflows/contract'
import { gatherCrowd } from '../support/crowd'
import type { Crowd } from '../support/crowd'
import { createStoryTeller } from '../support/stories'
import type { Story, StoryTeller } from '../support/stories'
import { bundled } from '../support/setup/bundled'
import { createTestWorld, waitFor, workflowBundlePath } from '../support/world'
import type { TestWorld } from '../support/world'
import { startWorkers } from '../support/workers'
import type { Release } from '../support/workers'

const PATIENCE_MS = 240_000
jest.setTimeout(PATIENCE_MS)

const STEPS = ['next-release-start', 'next-release-end']
const nextBundlePath = path.resolve('dist/test/integration/next-release.js')

const BEFORE: Release = { buildId: 'before', bundlePath: workflowBundlePath, withheld: [] }
const WITHHOLDING: Release = { buildId: 'next', bundlePath: nextBundlePath, withheld: STEPS }
const NEXT: Release = { ...WITHHOLDING, withheld: [] }

let world: TestWorld
let store: Store
let documents: DocumentStore
let temporal: ReturnType<typeof connectTemporal>
let teller: StoryTeller
let crowd: Crowd
let stop: (() => Promise<void>) | undefined

beforeAll(async () => {
  await bundled([], nextBundlePath, 'test/support/upgrade/nextRelease.ts')
  world = await createTestWorld()
  store = await connectStore(world.mongoUrl, world.auditKeys)
  documents = createDocumentStore(world.s3)
  temporal = connectTemporal(world.temporal)
  const { client } = temporal
  teller = await createStoryTeller({ store, client, documents })
  crowd = gatherCrowd({ store, runs: createRequestRuns(client) })
}, PATIENCE_MS)
afterAll(async () => {
  await crowd?.leave()
  await stop?.()
  await temporal?.close()
  await store?.close()
  await world?.cleanUp()
})

async function replaceWorkers(release: Release): Promise<void> {
  await stop?.()
  stop = await startWorkers(world, { store, documents, release })
}

async function file(count: number): Promise<Story[]> {
  const stories = await Promise.all(Array.from({ length: count }, () => teller.card('approved')))
  await Promise.all(stories.map((story) => crowd.file(story)))
  await Promise.all(stories.map((story) => crowd.ready(story)))
  return stories
}

const decide = (stories: Story[]) => Promise.all(stories.map((story) => crowd.decide(story)))
const run = ({ personKey }: Story) =>
  temporal.client.workflow.getHandle(requestWorkflowId(personKey))
const end = (stories: Story[]) => Promise.all(stories.map((story) => run(story).result()))

async function eventsOf(story: Story) {
  return (await run(story).fetchHistory()).events ?? []
}

/** Ids of the patches that a run has taken. */
async function stepsOf(story: Story): Promise<string[]> {
  const markers = (await eventsOf(story)).flatMap(({ markerRecordedEventAttributes: marker }) =>
    marker?.markerName === 'core_patch' ? [JSON.stringify(marker.details)] : [],
  )
  const texts = markers.map((marker) =>
    Buffer.from((/"data":"([^"]+)"/.exec(marker) ?? [])[1] ?? '', 'base64').toString(),
  )
  return STEPS.filter((step) => texts.some((text) => text.includes(step)))
}

it('fifty open runs end on the old, the new and the old release again; none is stuck', async () => {
  await replaceWorkers(BEFORE)
  const open = await file(50)
  const taken = (count: number) => open.splice(0, count)
  const ended: Story[] = []
  const decideAndEnd = async (stories: Story[]) => {
    await decide(stories)
    await end(stories)
    ended.push(...stories)
  }
  await decideAndEnd(taken(8))

  await replaceWorkers(WITHHOLDING)
  await decideAndEnd(taken(8))
  const filedMeanwhile = await file(4)

  await replaceWorkers(BEFORE)
  await decideAndEnd([...taken(8), ...filedMeanwhile.splice(0, 2)])
  for (const story of ended) expect(await stepsOf(story)).toEqual([])

  await replaceWorkers(NEXT)
  open.push(...filedMeanwhile)
  const filedByNext = await file(4)
  await decideAndEnd(taken(8))
  expect(await stepsOf(ended.at(-1)!)).toEqual(['next-release-end'])
  const within = [...taken(6), ...filedByNext.splice(0, 2)]
  await decide(within)
  await waitFor(async () => (await stepsOf(within.at(-1)!)).length === 2, {
    what: 'the last step of the new release',
  })

  await replaceWorkers(WITHHOLDING)
  await end(within)
  ended.push(...within)
  await decideAndEnd([...open, ...filedByNext])
  expect(await stepsOf(filedByNext.at(-1)!)).toEqual(['next-release-start'])

  expect(ended).toHaveLength(58)
  for (const { input } of ended)
    expect(await store.requests.findById(input.requestId).lean()).toMatchObject({
      open: false,
      status: 'approved',
    })
  for (const story of ended)
    expect(
      (await eventsOf(story)).filter((event) => event.workflowTaskFailedEventAttributes),
    ).toEqual([])
  const releases = (await Promise.all(ended.map(eventsOf))).flatMap((events) =>
    events.flatMap(({ workflowTaskCompletedEventAttributes: task }) => {
      const { workerVersion, deploymentVersion, binaryChecksum } = task ?? {}
      return workerVersion?.buildId || deploymentVersion?.buildId || binaryChecksum || []
    }),
  )
  expect([...new Set(releases)].sort()).toEqual(['before', 'next'])

  // Why the steps are withheld first: the release before cannot continue a run that has taken one.
  const history = await run(within.at(-1)!).fetchHistory()
  await expect(
    Worker.runReplayHistory({ workflowBundle: { codePath: workflowBundlePath } }, history),
  ).rejects.toMatchObject({ name: 'DeterminismViolationError' })
  await Worker.runReplayHistory({ workflowBundle: { codePath: nextBundlePath } }, history)
})

it('a run is begun by the rules that the release before knows, if the operator says so', async () => {
  await replaceWorkers(NEXT)
  const story = await teller.card('approved')
  const held = createRequestRuns(temporal.client, undefined, 0)
  await held.start(story.personKey, story.input)
  expect((await run(story).describe()).memo).toMatchObject({ rules: 0 })
  await crowd.ready(story)
  await decide([story])
  await end([story])
})
