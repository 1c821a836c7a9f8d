/** The list of what a starter has running, kept in the data folder, so that the next start can end what a crash left behind. */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { messages } from '../messages'
import { processMark } from './processMark'

const running = z.object({ name: z.string(), pid: z.number(), mark: z.string() })
const list = z.object({ starter: running, children: z.array(running) })
type Running = z.infer<typeof running>

/** Another starter is at work on the same data. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning'
}

const END_WITHIN_MS = 15_000

/**
 * Ends the children of a starter that did not live to end them itself.
 * @returns the names of those that still ran; null when no starter was at work here, or it ended in order
 * @throws AlreadyRunning
 */
export async function endLeftovers(dataDir: string): Promise<string[] | null> {
  const file = fileIn(dataDir)
  if (!existsSync(file)) return null
  const { starter, children } = list.parse(JSON.parse(readFileSync(file, 'utf8')))
  if (isAlive(starter)) throw new AlreadyRunning(messages.alreadyRunning(starter.pid))
  const left = children.filter(isAlive)
  await Promise.all(left.map(end))
  rmSync(file)
  return left.map(({ name }) => name)
}

/** Begins the list of this process; `note` each child at once when it is spawned, `clear` when all have ended. */
export function beginRunningList(dataDir: string) {
  const file = fileIn(dataDir)
  const children = new Map<string, Running>()
  const write = () => {
    const content = { starter: entry('starter', process.pid), children: [...children.values()] }
    writeFileSync(`${file}.new`, JSON.stringify(content))
    renameSync(`${file}.new`, file)
  }
  write()
  return {
    note: (name: string, pid: number) => {
      children.set(name, entry(name, pid))
      write()
    },
    clear: () => rmSync(file, { force: true }),
  }
}

function entry(name: string, pid: number): Running {
  return { name, pid, mark: processMark(pid) ?? '' }
}

function isAlive({ pid, mark }: Running): boolean {
  return processMark(pid) === mark
}

/** Children lead a group of their own; what they started ends with them. */
async function end(child: Running): Promise<void> {
  process.kill(-child.pid, 'SIGTERM')
  for (const deadline = Date.now() + END_WITHIN_MS; isAlive(child); await pause(50)) {
    if (Date.now() > deadline) process.kill(-child.pid, 'SIGKILL')
  }
}

function fileIn(dataDir: string): string {
  return path.join(dataDir, 'running.json')
}
