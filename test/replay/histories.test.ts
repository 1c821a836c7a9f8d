/**
 * Open runs must continue after a new version is deployed. Replay alone would accept changed
 * arguments, so every command of every replayed run is compared with what was recorded.
 */
import path from 'node:path'
import { historyFromJSON } from '@temporalio/common/lib/proto-utils'
import { Worker } from '@temporalio/worker'
import type { ReplayResult } from '@temporalio/worker'
import type { RequestStep } from '../../workflows/contract'
import { isOpen } from '../../workflows/domain/requestState'
import { runIdOf } from '../histories/recording'
import type { Recording } from '../histories/recording'
import { historyText } from '../support/historyDump'
import { personalDataIn } from '../support/personalData'
import { loggingBundlePath } from '../support/setup/replay'
import { workflowBundlePath } from '../support/world'
import type { Command, CommandSinks } from './commandLog'
import { PATHS } from './paths'
import { commandsIn, readRecordings } from './recordings'

type Write = Recording['writes'][number]

/** Every recorded run is replayed, which takes long where other tests run at the same time. */
const REPLAYED_WITHIN_MS = 180_000

const recordings = readRecordings()

it('has a recorded history for every path', () => {
  expect([...recordings.keys()].sort()).toEqual(Object.keys(PATHS).sort())
})

it('has a single protobufjs for the SDK; with two, no recorded history can be read', () => {
  const users = [
    '@temporalio/common',
    '@temporalio/proto',
    '@temporalio/worker',
    '@temporalio/client',
  ]
  const copies = users.map((user) =>
    require.resolve('protobufjs/package.json', {
      paths: [path.dirname(require.resolve(`${user}/package.json`))],
    }),
  )
  expect(new Set(copies).size).toBe(1)
})

describe('the code as workers load it', () => {
  const results = new Map<string, ReplayResult>()
  beforeAll(async () => {
    const replayed = Worker.runReplayHistories(
      { workflowBundle: { codePath: workflowBundlePath } },
      histories(),
    )
    for await (const result of replayed) results.set(result.runId, result)
  }, REPLAYED_WITHIN_MS)

  it.each(Object.keys(PATHS))('continues a run of the path %s', (name) => {
    const result = results.get(runIdOf(recordings.get(name)!))
    expect(result).toBeDefined()
    expect(result!.error).toBeUndefined()
  })
})

describe('the commands of a run', () => {
  const commandsByRun = new Map<string, Command[]>()
  const commandsOf = (name: string) => commandsByRun.get(runIdOf(recordings.get(name)!)) ?? []
  beforeAll(async () => {
    for await (const { error } of replayLogging(commandsByRun, histories()))
      expect(error).toBeUndefined()
  }, REPLAYED_WITHIN_MS)

  it.each(Object.entries(PATHS))('on the path %s are written as %j', (name, kinds) => {
    const { writes } = recordings.get(name)!
    expect(writes.map(kindOf)).toEqual(kinds)
    expect(writesIn(commandsOf(name))).toEqual(writes.map(withoutInstant))
  })

  it.each(Object.keys(PATHS))('on the path %s have the recorded arguments', (name) => {
    const recorded = commandsIn(recordings.get(name)!)
    expect(argumentsIn(commandsOf(name))).toEqual(argumentsIn(recorded))
    expect(timersOf(commandsOf(name))).toEqual(
      expect.arrayContaining(timersOf(recorded).map(nearly)),
    )
  })

  // If a worker dies between a local activity and its marker in the history, messages that have
  // arrived since are handled first.
  it.each(Object.keys(PATHS))(
    'D6 D7 on the path %s are known to the server before they are written, while a message can still come',
    (name) => {
      const localWrites = commandsOf(name).flatMap((command) =>
        command.kind === 'localActivity' && command.name === 'recordStep'
          ? (command.args as RequestStep[])
          : [],
      )
      expect(localWrites.filter(({ state }) => isOpen(state))).toEqual([])
    },
  )
})

describe('a recorded history', () => {
  it.each(Object.keys(PATHS))('D12 of the path %s contains no personal data', (name) => {
    const { workflowId, history, writes } = recordings.get(name)!
    const text = [workflowId, historyText(historyFromJSON(history)), JSON.stringify(writes)].join(
      '\n',
    )
    expect(text).toContain('workflowExecutionStartedEventAttributes')
    expect(personalDataIn(text)).toEqual([])
  })
})

describe('the replay', () => {
  it.each([
    ['another activity', 'ACTIVITY_TASK_SCHEDULED', { activityType: { name: 'checkPhotos' } }],
    [
      'another kind of child',
      'START_CHILD_WORKFLOW_EXECUTION_INITIATED',
      { workflowType: { name: 'cardPrinting' } },
    ],
  ])('refuses a history with %s than the code produces', async (_what, type, over) => {
    const [result] = await all(
      Worker.runReplayHistories({ workflowBundle: { codePath: workflowBundlePath } }, [
        replayable(changed(recordings.get('card-approved')!, type, over)),
      ]),
    )
    expect(result!.error?.name).toBe('DeterminismViolationError')
  })

  it('alone does not detect a changed argument; the comparison of commands does', async () => {
    const recording = recordings.get('card-approved')!
    const other = changed(recording, 'TIMER_STARTED', { startToFireTimeout: '1s' })
    const commandsByRun = new Map<string, Command[]>()
    const [result] = await all(replayLogging(commandsByRun, [replayable(other)]))
    expect(result!.error).toBeUndefined()
    const timers = timersOf(commandsByRun.get(runIdOf(other))!)
    expect(timers).toEqual(expect.arrayContaining(timersOf(commandsIn(recording)).map(nearly)))
    expect(timers).not.toEqual(expect.arrayContaining(timersOf(commandsIn(other)).map(nearly)))
  })
})

function* histories() {
  for (const recording of recordings.values()) yield replayable(recording)
}

function replayable({ workflowId, history }: Recording) {
  return { workflowId, history: historyFromJSON(history) }
}

function replayLogging(
  commandsByRun: Map<string, Command[]>,
  replayed: Iterable<ReturnType<typeof replayable>>,
) {
  const sinks: Record<keyof CommandSinks, object> = {
    commands: {
      report: {
        callDuringReplay: true,
        fn: ({ runId }: { runId: string }, command: Command) =>
          void commandsByRun.set(runId, [...(commandsByRun.get(runId) ?? []), command]),
      },
    },
  }
  return Worker.runReplayHistories(
    { workflowBundle: { codePath: loggingBundlePath }, sinks: sinks as never },
    replayed,
  )
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

/**
 * The writes of a run; one that failed as a local activity and continued as a regular one counts
 * once.
 */
function writesIn(commands: Command[]): unknown[] {
  const given = commands
    .flatMap((command) => ('args' in command && WRITES.has(command.name) ? command.args : []))
    .map((write) => withoutInstant(write as Write))
  return given.filter((write, index) => JSON.stringify(write) !== JSON.stringify(given[index - 1]))
}

const WRITES = new Set(['fileRequest', 'recordStep', 'recordCardStep', 'recordRefresh'])

/** After a local activity, the clock of a replayed run differs by a few milliseconds. */
function withoutInstant({ at: _at, ...write }: Write): unknown {
  return write
}

/** The commands that leave an event with their arguments. */
function argumentsIn(commands: Command[]): unknown[] {
  return commands
    .filter(({ kind }) => kind !== 'localActivity' && kind !== 'timer')
    .map((command) =>
      'args' in command && WRITES.has(command.name)
        ? { ...command, args: command.args.map((write) => withoutInstant(write as Write)) }
        : command,
    )
}

/**
 * A timer that fires within the task that set it leaves no event: there may be more than were
 * recorded.
 */
function timersOf(commands: Command[]) {
  return commands.filter((command) => command.kind === 'timer')
}

/** See withoutInstant. */
function nearly(timer: ReturnType<typeof timersOf>[number]): unknown {
  return { ...timer, durationMs: expect.closeTo(timer.durationMs, -3) }
}

function kindOf(write: Write): string {
  if ('input' in write) return 'filed'
  if ('effect' in write) return kindOfStep(write)
  return 'subState' in write ? write.subState : write.state
}

function kindOfStep({ effect }: RequestStep): string {
  if (effect.kind === 'refusalsCounted') return `refusalsCounted ${effect.count}`
  if (effect.kind === 'refused') return `refused ${effect.refusal.cause}`
  return effect.kind === 'reminded' ? `reminded ${effect.about}` : effect.kind
}

/** The recording with changed attributes in the first event of a type. */
function changed(recording: Recording, type: string, over: object): Recording {
  const copy = structuredClone(recording)
  const event = copy.history.events.find(({ eventType }) => eventType === `EVENT_TYPE_${type}`)!
  const attributes = Object.keys(event).find((field) => field.endsWith('EventAttributes'))!
  event[attributes] = { ...(event[attributes] as object), ...over }
  return copy
}
