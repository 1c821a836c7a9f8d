/** Everything that Temporal stores of the runs in a namespace, as searchable text. */
import type { Client } from '@temporalio/client'
import type { History } from '@temporalio/common/lib/proto-utils'
import { personalDataIn } from './personalData'

export interface RunDump {
  workflowId: string
  /** History, memo, search attributes, summaries and failures, with every payload decoded. */
  text: string
  historyBytes: number
}

/** Reads every run of the client's namespace. */
export async function dumpRuns(client: Client): Promise<RunDump[]> {
  const dumps: Promise<RunDump>[] = []
  for await (const { workflowId, runId, raw } of client.workflow.list()) {
    dumps.push(dumpRun(client, workflowId, runId, raw))
  }
  return Promise.all(dumps)
}

/**
 * Checks that no run contains personal data of the demo's people (D12).
 * @throws if something is found, with what it is and in which run
 */
export async function refusePersonalData(client: Client): Promise<void> {
  refusePersonalDataIn(await dumpRuns(client))
}

/** The same for runs that have been read. */
export function refusePersonalDataIn(runs: readonly Pick<RunDump, 'workflowId' | 'text'>[]): void {
  const found = runs.flatMap(({ workflowId, text }) =>
    personalDataIn(text).map((what) => `${workflowId}: ${what}`),
  )
  if (found.length > 0) throw new Error(`Temporal contains personal data:\n${found.join('\n')}`)
}

/** One run, for a server that cannot list them. */
export async function dumpRun(
  client: Client,
  workflowId: string,
  runId: string,
  listed: unknown = null,
): Promise<RunDump> {
  const handle = client.workflow.getHandle(workflowId, runId)
  const [history, description] = await Promise.all([handle.fetchHistory(), handle.describe()])
  const text = [...textsIn(listed), ...textsIn(history), ...textsIn(description.raw)].join('\n')
  return { workflowId, text, historyBytes: description.historySize ?? 0 }
}

/** A history as text. */
export function historyText(history: History): string {
  return textsIn(history).join('\n')
}

/** Every name and value in Temporal's messages; all bytes are payloads in JSON. */
function textsIn(value: unknown): string[] {
  if (value === null || value === undefined) return []
  if (value instanceof Uint8Array) return [Buffer.from(value).toString('utf8')]
  if (typeof value !== 'object') return [JSON.stringify(value) ?? '']
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsIn(inner)])
}
