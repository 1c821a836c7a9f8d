/** Kills every process in turn and fills the disk, while others work. */
import { setTimeout as pause } from 'node:timers/promises'
import { fill } from './ownDisk'
import type { OwnDisk } from './ownDisk'
import { untilServing } from './system'
import type { System } from './system'

/**
 * How long nothing happens after a recovery. Until its turn comes again a program must have lived for a
 * minute, or the pauses before its next starts grow (deploy/local/children/keepRunning.ts).
 */
const QUIET_MS = 8_000
/** How long the disk stays full. */
const FULL_MS = 5_000

const FULL_DISK = 'full disk'

/** Seconds until it served again, once for each time, by process. */
export type Recoveries = Map<string, number[]>

/**
 * Goes on until told to stop, and ends with everything running.
 * @returns stops it and returns what it has done
 */
export function letLoose(system: System, disk: OwnDisk): () => Promise<Recoveries> {
  const recoveries: Recoveries = new Map()
  const stopping = new AbortController()
  const work = sabotage(system, disk, recoveries, stopping.signal)
  return async () => {
    stopping.abort()
    await work
    return recoveries
  }
}

async function sabotage(
  system: System,
  disk: OwnDisk,
  recoveries: Recoveries,
  stopped: AbortSignal,
): Promise<void> {
  const acts = system.children.map(({ name }) => [name, () => kill(system, name)] as const)
  const fillDisk = [FULL_DISK, () => haveFullDisk(system, disk)] as const
  const all = disk.canBeFilled ? [...acts, fillDisk] : acts
  for (const [name] of all) recoveries.set(name, [])
  for (;;) {
    for (const [name, act] of all) {
      await pause(QUIET_MS, undefined, { signal: stopped }).catch(() => undefined)
      if (stopped.aborted) return
      const seconds = await act()
      recoveries.set(name, [...(recoveries.get(name) ?? []), seconds])
      console.log(`  ${name}: serves again after ${seconds.toFixed(1)} s`)
    }
  }
}

/** @returns seconds from the kill until it is ready again */
async function kill({ children, nextRestart }: System, name: string): Promise<number> {
  const restarted = nextRestart(name)
  const since = Date.now()
  process.kill(children.find((child) => child.name === name)!.pid, 'SIGKILL')
  await restarted
  return secondsSince(since)
}

/** @returns seconds from the first free byte until both web apps reach every server */
async function haveFullDisk(system: System, disk: OwnDisk): Promise<number> {
  const empty = await fill(disk)
  await pause(FULL_MS)
  await empty()
  const since = Date.now()
  await untilServing(system)
  return secondsSince(since)
}

function secondsSince(instant: number): number {
  return (Date.now() - instant) / 1_000
}
