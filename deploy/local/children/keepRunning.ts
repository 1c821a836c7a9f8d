/** Starts a program as a child process, waits until it serves, restarts it when it dies, and stops it on demand. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { messages } from '../messages'
import { openLogFile } from './logFile'
import { forgetChild, noteChild } from './runningChildren'
import { signalGroup } from './signalGroup'

export interface Program {
  /** Short name, one of its kind in the data folder. */
  name: string
  command: string
  args: readonly string[]
  environment: NodeJS.ProcessEnv
  /** Its log goes to `logs/<name>.log` there. */
  dataDir: string
  /** Asked again and again until it is true. `announced`: the process has logged `"msg":"ready"`. */
  isReady: (child: { announced: boolean }) => boolean | Promise<boolean>
  readyWithinMs: number
  /** Time between the request to stop and the kill. */
  stopWithinMs: number
}

/** What a child tells of itself; each is told at most once per occurrence. */
export interface ChildEvents {
  /** `restartInMs`: when the next try comes. */
  crashed?: (name: string, how: string, restartInMs: number) => void
  restarted?: (name: string) => void
  stopped?: (name: string) => void
  /** Lines of its log are being lost, such as on a full disk. */
  logDropping?: (name: string, reason: string) => void
  /** Its log is written again after this many lost lines. */
  logResumed?: (name: string, lost: number) => void
  /** The note for the next start could not be written, such as on a full disk. */
  notNoted?: (name: string, reason: string) => void
  /** While it serves; what it says before stands in ChildNotReady. */
  line?: (name: string, line: string) => void
}

export interface KeptChild {
  readonly name: string
  readonly pid: number
  stop: () => Promise<void>
}

/** A program ended or stayed silent before it served; the message ends with its last words. */
export class ChildNotReady extends Error {
  override readonly name = 'ChildNotReady'

  constructor({ name, dataDir }: Program, how: string, lastLines: readonly string[]) {
    const libraryMissing = lastLines.some((line) =>
      line.includes('error while loading shared libraries'),
    )
    super(
      [
        messages.childNotReady(name, how, logOf(dataDir, name)),
        ...lastLines.map((line) => `  ${line}`),
        ...(libraryMissing ? [messages.libraryMissing] : []),
      ].join('\n'),
    )
  }
}

/** Children of this process that have not ended yet. */
const alive = new Set<ChildProcess>()
// Whatever makes this process end in disorder, its children end with it.
process.on('exit', () => alive.forEach((child) => signal(child, 'SIGKILL')))

/** Of an error, what it says is told; where it was thrown stands in the log. */
const STACK_FRAME = /^\s+at /
const LAST_WORDS_MS = 1_000
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
/** A child that lived this long has got over its trouble: the next pause is short again. */
const HEALTHY_AFTER_MS = 60_000

/**
 * Resolves when the program serves for the first time; from then on every unforeseen end is followed by a restart.
 * @throws ChildNotReady when the first start fails; nothing is left running then
 */
export async function keepRunning(program: Program, events: ChildEvents = {}): Promise<KeptChild> {
  const stopping = new AbortController()
  const { name, dataDir } = program
  mkdirSync(path.dirname(logOf(dataDir, name)), { recursive: true })
  const log = openLogFile(logOf(dataDir, name), {
    dropping: (reason) => events.logDropping?.(name, reason),
    resumed: (lost) => events.logResumed?.(name, lost),
  })
  let child = await launch()
  const keeping = keep()

  async function keep(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS
    for (;;) {
      const startedAt = Date.now()
      let how = await endOf(child)
      if (stopping.signal.aborted) return
      if (Date.now() - startedAt > HEALTHY_AFTER_MS) pauseMs = FIRST_PAUSE_MS
      for (let restarted = false; !restarted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
        events.crashed?.(name, how, pauseMs)
        await pause(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
        if (stopping.signal.aborted) return
        restarted = await launch().then(
          (next) => {
            child = next
            return true
          },
          (error: Error) => {
            how = error.message.split('\n')[0]!
            return false
          },
        )
      }
      events.restarted?.(name)
    }
  }

  async function launch(): Promise<ChildProcess> {
    // A group of its own: Ctrl-C in the terminal reaches the starter alone, which then stops its children in order.
    const next = spawn(program.command, program.args, {
      env: program.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
    if (next.pid !== undefined) {
      alive.add(next)
      note(next.pid)
      next.once('exit', () => {
        alive.delete(next)
        forgetChild(dataDir, name)
      })
    }
    const heardOut = once(next, 'close').catch(() => undefined)
    const started = { announced: false, serving: false, lastLines: [] as string[] }
    for (const output of [next.stdout, next.stderr]) {
      createInterface({ input: output }).on('line', (line) => {
        log.write(line)
        if (!STACK_FRAME.test(line)) started.lastLines = [...started.lastLines.slice(-9), line]
        started.announced ||= line.includes('"msg":"ready"')
        if (started.serving) events.line?.(name, line)
      })
    }
    const ended = endOf(next)
    const deadline = Date.now() + program.readyWithinMs
    for (;;) {
      // Its end comes first: whoever else answers in its place, this child serves no more.
      const over = await Promise.race([ended, pause(50)])
      if (over === undefined && (await program.isReady(started))) break
      if (over === undefined && Date.now() < deadline && !stopping.signal.aborted) continue
      await end(next)
      // What it said last may still be on its way; a grandchild that holds the line is not waited for. While the line is
      // open it keeps this process alive, so the clock need not, and does not once all was heard.
      await Promise.race([heardOut, pause(LAST_WORDS_MS, undefined, { ref: false })])
      throw new ChildNotReady(
        program,
        over ?? messages.notReadyWithin(program.readyWithinMs),
        started.lastLines,
      )
    }
    started.serving = true
    return next
  }

  /** Running the child matters more than the note, which only helps after a crash of the launcher. */
  function note(pid: number): void {
    try {
      noteChild(dataDir, name, pid)
    } catch (error) {
      events.notNoted?.(name, (error as NodeJS.ErrnoException).code ?? String(error))
    }
  }

  async function end(ending: ChildProcess): Promise<void> {
    const ended = endOf(ending)
    signal(ending, 'SIGTERM')
    const late = setTimeout(() => signal(ending, 'SIGKILL'), program.stopWithinMs)
    await ended
    clearTimeout(late)
  }

  return {
    name,
    get pid() {
      return child.pid!
    },
    stop: async () => {
      stopping.abort()
      await end(child)
      await keeping
      log.end()
      events.stopped?.(name)
    },
  }
}

function logOf(dataDir: string, name: string): string {
  return path.join(dataDir, 'logs', `${name}.log`)
}

/** How a child ended, in words for the log; resolves at once when it has ended already. */
async function endOf(child: ChildProcess): Promise<string> {
  if (child.exitCode === null && child.signalCode === null) {
    const failed = once(child, 'error').then(([error]) => (error as Error).message)
    const exited = once(child, 'exit').then(() => undefined)
    const failure = await Promise.race([failed, exited])
    if (failure !== undefined) return failure
  }
  return child.signalCode ?? `exit ${child.exitCode}`
}

/** The number of a process that has ended may be another's by now. */
function signal(child: ChildProcess, which: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  signalGroup(child.pid, which)
}
