/**
 * Records one history for each path of a run, with what the run wrote to the record:
 *
 * npx jest --config test/histories/jest.config.mjs [--testNamePattern SCENARIO]
 * npx prettier --write test/histories
 *
 * Run by hand for a new path. The history of a released shape never changes: open runs of that
 * shape must still replay.
 */
import { writeFile } from 'node:fs/promises'
import { WorkflowFailedError } from '@temporalio/client'
import type { WorkflowHandle } from '@temporalio/client'
import { TerminatedFailure } from '@temporalio/common'
import { historyToJSON } from '@temporalio/common/lib/proto-utils'
import { LONG_HISTORY } from '../support/setup/shortHistories'
import { openLab } from '../support/workflowLab'
import type { Lab } from '../support/workflowLab'
import type { HistoryEvent, Recording } from './recording'
import { continuedScenarios, scenarios, stoppedScenarios } from './scenarios'
import type { Scenario } from './scenario'

describe.each<{ options: Parameters<typeof openLab>[0]; all: Record<string, Scenario> }>([
  { options: {}, all: scenarios },
  { options: { keepsRuns: false }, all: stoppedScenarios },
  { options: { shortHistories: true }, all: continuedScenarios },
])('a lab with $options', ({ options, all }) => {
  let lab: Lab
  beforeAll(async () => {
    lab = await openLab(options)
  })
  afterAll(() => lab.close())
  afterEach(() => lab.reset())

  it.each(Object.entries(all))('%s', (_name, follow) => record(lab, follow))
})

async function record(lab: Lab, follow: Scenario): Promise<void> {
  for (const [path, { run, subject }] of Object.entries(await follow(lab))) {
    await run.result().catch(unlessTerminated)
    const recording = await recordingOf(lab, run, subject)
    await writeFile(`test/histories/${path}.json`, JSON.stringify(recording, null, 2))
  }
}

async function recordingOf(lab: Lab, run: WorkflowHandle, subject: string): Promise<Recording> {
  const { filed, steps, cardSteps, refreshSteps } = lab.written
  const history = JSON.parse(
    historyToJSON(await run.fetchHistory()),
    leaveOutTheMachine,
  ) as Recording['history']
  const writes = onceEach([
    ...filed.filter(({ input }) => input.requestId === subject),
    ...steps.filter(({ requestId }) => requestId === subject),
    ...cardSteps.filter(({ cardId }) => cardId === subject),
    ...refreshSteps.filter(({ accountId }) => accountId === subject),
  ])
  if (lab.shortHistories) history.events.forEach(suggestIfLong)
  return { workflowId: run.workflowId, writes: ofThisRun(writes, history), history }
}

/** The runs of a chain write about the same subject, one after the other. */
function ofThisRun(
  writes: Recording['writes'],
  { events }: Recording['history'],
): Recording['writes'] {
  const before = carriedSeq(events[0]!) ?? -1
  const last = carriedSeq(events.at(-1)!) ?? Infinity
  const seqOf = (write: Recording['writes'][number]) => ('seq' in write ? write.seq : 0)
  return writes.filter((write) => seqOf(write) > before && seqOf(write) <= last)
}

/** The last step before a run, from the input that its first or last event gives it. */
function carriedSeq(event: HistoryEvent): number | undefined {
  const attributes = Object.values(event).find(
    (value): value is { input: { payloads: { data: string }[] } } =>
      typeof value === 'object' && value !== null && 'input' in value,
  )
  const [payload] = attributes?.input.payloads ?? []
  if (payload === undefined) return undefined
  const input = JSON.parse(Buffer.from(payload.data, 'base64').toString('utf8')) as {
    carried?: { seq: number }
  }
  return input.carried?.seq
}

/** As a real server would have written it: this one leaves the suggestion to the interceptors. */
function suggestIfLong(event: HistoryEvent): void {
  if (event.eventType !== 'EVENT_TYPE_WORKFLOW_TASK_STARTED') return
  if (Number(event['eventId']) < LONG_HISTORY) return
  Object.assign(event['workflowTaskStartedEventAttributes'] as object, {
    suggestContinueAsNew: true,
  })
}

/** A run that goes on for hours is ended by its scenario. */
function unlessTerminated(failure: unknown): void {
  if (failure instanceof WorkflowFailedError && failure.cause instanceof TerminatedFailure) return
  throw failure
}

/** A write that was retried and succeeded twice counts once. */
function onceEach<Write>(writes: Write[]): Write[] {
  const texts = writes.map((write) => JSON.stringify(write))
  return writes.filter((_write, index) => texts.indexOf(texts[index]!) === index)
}

/** Host names, process ids and folders of the recording machine are irrelevant. */
function leaveOutTheMachine(field: string, value: unknown): unknown {
  if (field === 'identity') return 'recorder'
  return field === 'stackTrace' ? '' : value
}
