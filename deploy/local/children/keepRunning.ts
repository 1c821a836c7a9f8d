/**
 * Starts a program as a child process, waits until it is ready, restarts it when it dies, and stops
 * it on demand.
 */
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
  /** Short name, unique in the data folder. */
  name: string
  command: string
  args: readonly string[]
  environment: NodeJS.ProcessEnv
  /** Its log goes to `logs/<name>.log` in this folder. */
  dataDir: string
  /** Polled until true. `announced`: the process has logged `"msg":"ready"`. */
  isReady: (child: { announced: boolean }) => boolean | Promise<boolean>
  readyWithinMs: number
  /** Time between SIGTERM and SIGKILL. */
  stopWithinMs: number
}

/** Events of a child; each is reported once. */
export interface ChildEvents {
  /** `restartInMs`: how long until the next attempt. */
  crashed?: (name: string, how: string, restartInMs: number) => void
  restarted?: (name: string) => void
  stopped?: (name: string) => void
  /** Lines of its log are being lost, for example on a full disk. */
  logDropping?: (name: string, reason: string) => void
  /** Its log is written again after this many lost lines. */
  logResumed?: (name: string, lost: number) => void
  /** The note for the next start could not be written, for example on a full disk. */
  notNoted?: (name: string, reason: string) => void
  /** Only while it is ready; earlier output is part of ChildNotReady. */
  line?: (name: string, line: string) => void
}

export interface KeptChild {
  readonly name: string
  readonly pid: number
  stop: () => Promise<void>
}

/** A program ended or timed out before it was ready; the message ends with its last output. */
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
// However this process exits, no child survives it.
process.on('exit', () => alive.forEach((child) => signal(child, 'SIGKILL')))

/** The stack of an error is only in the log file, not among the last lines. */
const STACK_FRAME = /^\s+at /
const LAST_OUTPUT_MS = 1_000
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
/** A child that has lived this long is considered healthy; the back-off resets. */
const HEALTHY_AFTER_MS = 60_000

/**
 * Resolves when the program is ready for the first time; from then on it is restarted whenever it
 * ends unexpectedly.
 * @throws ChildNotReady when the first start fails; nothing is left running
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
    // Its own process group: Ctrl-C in the terminal reaches the launcher only, which then stops its
    // children in order.
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
    const outputClosed = once(next, 'close').catch(() => undefined)
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
      // Check its end first: another process may answer on its port, but this child has ended.
      const over = await Promise.race([ended, pause(50)])
      if (over === undefined && (await program.isReady(started))) break
      if (over === undefined && Date.now() < deadline && !stopping.signal.aborted) continue
      await end(next)
      // The last output may still be in the pipe; do not wait for a grandchild that keeps the pipe
      // open. An open pipe keeps this process alive, so the timer is unreferenced: otherwise it
      // would delay the exit after the pipe is closed.
      await Promise.race([outputClosed, pause(LAST_OUTPUT_MS, undefined, { ref: false })])
      throw new ChildNotReady(
        program,
        over ?? messages.notReadyWithin(program.readyWithinMs),
        started.lastLines,
      )
    }
    started.serving = true
    return next
  }

  /**
   * Running the child matters more than the note, which only helps after a crash of the launcher.
   */
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

/** How a child ended, for the log; resolves at once if it has already ended. */
async function endOf(child: ChildProcess): Promise<string> {
  if (child.exitCode === null && child.signalCode === null) {
    const failed = once(child, 'error').then(([error]) => (error as Error).message)
    const exited = once(child, 'exit').then(() => undefined)
    const failure = await Promise.race([failed, exited])
    if (failure !== undefined) return failure
  }
  return child.signalCode ?? `exit ${child.exitCode}`
}

/** After a process has ended, the OS may give its number to another one. */
function signal(child: ChildProcess, which: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  signalGroup(child.pid, which)
}
