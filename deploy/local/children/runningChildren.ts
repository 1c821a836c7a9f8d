/**
 * Records the running children in the data folder, one small file each. After a launcher was
 * killed, the next one finds its children there and ends them.
 */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { messages } from '../messages'
import { processMark } from './processMark'
import { signalGroup } from './signalGroup'

const runningProcess = z.object({ pid: z.number(), mark: z.string() })
const record = z.object({ child: runningProcess, parent: runningProcess })
type RunningProcess = z.infer<typeof runningProcess>

/** Another launcher is using the same data folder. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning'
}

const END_WITHIN_MS = 15_000

/** Records a running child of this process. */
export function noteChild(dataDir: string, name: string, pid: number): void {
  mkdirSync(folderIn(dataDir), { recursive: true })
  const unfinished = path.join(dataDir, `${name}.noted`)
  writeFileSync(unfinished, JSON.stringify({ child: identify(pid), parent: identify(process.pid) }))
  // Atomic, since others may be reading.
  renameSync(unfinished, fileOf(dataDir, name))
}

/** Removes the record of a child that has ended. */
export function forgetChild(dataDir: string, name: string): void {
  rmSync(fileOf(dataDir, name), { force: true })
}

/** The recorded children of a data folder: process number by name. */
export function notedChildren(dataDir: string): Record<string, number> {
  return Object.fromEntries(records(dataDir).map(({ name, child }) => [name, child.pid]))
}

/**
 * Ends the children of a launcher that was killed before it could stop them.
 * @returns the names of those that were still running; null when no child was recorded
 * @throws AlreadyRunning when that launcher is still alive
 */
export async function endLeftovers(dataDir: string): Promise<string[] | null> {
  const noted = records(dataDir)
  if (noted.length === 0) return null
  const parent = noted.map((entry) => entry.parent).find(isAlive)
  if (parent !== undefined) throw new AlreadyRunning(messages.alreadyRunning(parent.pid))
  const left = noted.filter(({ child }) => isAlive(child))
  await Promise.all(left.map(({ child }) => end(child)))
  for (const { name } of noted) forgetChild(dataDir, name)
  return left.map(({ name }) => name)
}

function records(dataDir: string) {
  if (!existsSync(folderIn(dataDir))) return []
  return readdirSync(folderIn(dataDir)).flatMap((file) => {
    try {
      const content = readFileSync(path.join(folderIn(dataDir), file), 'utf8')
      return [{ name: path.parse(file).name, ...record.parse(JSON.parse(content)) }]
    } catch (error) {
      // It has just ended, or the machine crashed while the note was being written; then that child
      // is gone as well.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError)
        return []
      throw error
    }
  })
}

function identify(pid: number): RunningProcess {
  return { pid, mark: processMark(pid) ?? '' }
}

function isAlive({ pid, mark }: RunningProcess): boolean {
  return processMark(pid) === mark
}

/** SIGTERM first, SIGKILL after a while. */
async function end(child: RunningProcess): Promise<void> {
  signalGroup(child.pid, 'SIGTERM')
  for (const deadline = Date.now() + END_WITHIN_MS; isAlive(child); await pause(50)) {
    if (Date.now() > deadline) signalGroup(child.pid, 'SIGKILL')
  }
}

function folderIn(dataDir: string): string {
  return path.join(dataDir, 'running')
}

function fileOf(dataDir: string, name: string): string {
  return path.join(folderIn(dataDir), `${name}.json`)
}
