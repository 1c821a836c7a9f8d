/** Reads the recorded histories and the commands that they show. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { HistoryEvent, Recording } from '../histories/recording'
import type { Command } from './commandLog'

const FOLDER = path.resolve('test/histories')

/** Every recording by the name of its path. */
export function readRecordings(): Map<string, Recording> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'))
  return new Map(
    files.map((file) => [
      path.basename(file, '.json'),
      JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as Recording,
    ]),
  )
}

/**
 * The commands that left an event with their arguments, in order. Local activities leave only their
 * result.
 */
export function commandsIn({ history }: Recording): Command[] {
  return history.events.flatMap((event) => commandOf(event) ?? [])
}

interface Payload {
  data?: string
}

/** The attributes of the relevant events, in Temporal's JSON format. */
interface Attributes {
  activityType: { name: string }
  workflowType: { name: string }
  workflowExecution: { workflowId: string }
  workflowId: string
  signalName: string
  startToFireTimeout: string
  /** Without payloads if there is no argument. */
  input?: { payloads?: Payload[] }
}

function commandOf(event: HistoryEvent): Command | null {
  const attributes = Object.entries(event).find(([name]) =>
    name.endsWith('EventAttributes'),
  )?.[1] as Attributes
  const args = attributes.input?.payloads?.map(valueOf) ?? []
  switch (event.eventType) {
    case 'EVENT_TYPE_ACTIVITY_TASK_SCHEDULED':
      return { kind: 'activity', name: attributes.activityType.name, args }
    case 'EVENT_TYPE_TIMER_STARTED':
      return {
        kind: 'timer',
        durationMs: Math.round(Number.parseFloat(attributes.startToFireTimeout) * 1_000),
        summary: summaryOf(event),
      }
    case 'EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED':
      return {
        kind: 'signal',
        name: attributes.signalName,
        to: attributes.workflowExecution.workflowId,
        args,
      }
    case 'EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED':
      return {
        kind: 'child',
        name: attributes.workflowType.name,
        workflowId: attributes.workflowId,
        args,
      }
    default:
      return null
  }
}

function summaryOf({ userMetadata }: HistoryEvent): string | undefined {
  const { summary } = (userMetadata ?? {}) as { summary?: Payload }
  return summary === undefined ? undefined : (valueOf(summary) as string)
}

function valueOf({ data = '' }: Payload): unknown {
  return JSON.parse(Buffer.from(data, 'base64').toString('utf8'))
}
