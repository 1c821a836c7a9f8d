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
import { openLab } from '../support/workflowLab'
import type { Lab } from '../support/workflowLab'
import type { Recording } from './recording'
import { scenarios } from './scenarios'

let lab: Lab
beforeAll(async () => {
  lab = await openLab()
})
afterAll(() => lab.close())
afterEach(() => lab.reset())

it.each(Object.entries(scenarios))('%s', async (_name, follow) => {
  for (const [path, { run, subject }] of Object.entries(await follow(lab))) {
    await run.result().catch(unlessTerminated)
    await writeFile(
      `test/histories/${path}.json`,
      JSON.stringify(await recordingOf(run, subject), null, 2),
    )
  }
})

async function recordingOf(run: WorkflowHandle, subject: string): Promise<Recording> {
  const { filed, steps, cardSteps, refreshSteps } = lab.written
  return {
    workflowId: run.workflowId,
    writes: onceEach([
      ...filed.filter(({ input }) => input.requestId === subject),
      ...steps.filter(({ requestId }) => requestId === subject),
      ...cardSteps.filter(({ cardId }) => cardId === subject),
      ...refreshSteps.filter(({ accountId }) => accountId === subject),
    ]),
    history: JSON.parse(historyToJSON(await run.fetchHistory()), leaveOutTheMachine),
  }
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
