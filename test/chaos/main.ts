/**
 * `npm run chaos -- --lives 200`: whole lives over HTTP while every process is killed in turn and the
 * disk is filled. Exits with 1 if anything answered is lost, doubled or stuck.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { exitOnFailure } from '../../services/shared/process/exitOnFailure'
import { findBreaches } from './findings'
import { Breach, Insistent } from './insistent'
import { countFault, openLedger } from './ledger'
import type { Ledger } from './ledger'
import { LIVES } from './lives'
import { ownDisk, runOnOwnDisk } from './ownDisk'
import { clerkName, makePeople } from './people'
import type { Family } from './people'
import { letLoose } from './saboteur'
import type { Recoveries } from './saboteur'
import { startSystem, untilServing } from './system'
import type { System } from './system'

/** Lives at the same time, each with a clerk of its own; most of the time they wait for a process. */
const LANES = 24
const USUAL_LIVES = '200'

/** What a worker loads each time that it starts. */
const BUNDLE = 'dist/workflow-bundle.js'
const REBUILT =
  'the build has changed meanwhile, so that runs were continued by code that did not begin them; run it again'

async function main(): Promise<void> {
  const onOwnDisk = await runOnOwnDisk()
  if (onOwnDisk !== null) {
    process.exitCode = onOwnDisk
    return
  }
  const { values } = parseArgs({ options: { lives: { type: 'string', default: USUAL_LIVES } } })
  const lives = Number(values.lives)
  const disk = await ownDisk()
  const workflows = await readFile(BUNDLE)
  const system = await startSystem(disk.folder)
  try {
    const families = await makePeople(system, { lives, clerks: LANES })
    const ledger = openLedger()
    const since = Date.now()
    const stop = letLoose(system, disk)
    await liveAll(system, ledger, families)
    const recoveries = await stop()
    await untilServing(system)
    const breaches = await findBreaches(system, ledger)
    if (!workflows.equals(await readFile(BUNDLE))) breaches.push(REBUILT)
    report({ lives, seconds: (Date.now() - since) / 1_000, ledger, recoveries, breaches })
    if (!disk.canBeFilled)
      console.log('The disk was not filled: this machine gives no disk of its own (unshare).')
    if (breaches.length > 0) process.exitCode = 1
  } finally {
    await system.stop()
    await disk.remove()
  }
}

async function liveAll(system: System, ledger: Ledger, families: Family[]): Promise<void> {
  const waiting = families.entries()
  await Promise.all(
    Array.from({ length: LANES }, async (_, lane) => {
      const faults = (status: number) => countFault(ledger, status)
      const { portal, bureau } = system.urls
      const clerk = await Insistent.signedIn(bureau, clerkName(lane), faults)
      for (const [index, { username, childId }] of waiting) {
        try {
          const staff = await Insistent.signedIn(portal, username, faults)
          const live = LIVES[index % LIVES.length]!
          await live({ system, ledger, staff, clerk, childId })
        } catch (error) {
          const words = error instanceof Breach ? error.message : String(error)
          ledger.breaches.push(`life ${index}: ${words}`)
        }
      }
    }),
  )
}

function report({
  lives,
  seconds,
  ledger,
  recoveries,
  breaches,
}: {
  lives: number
  seconds: number
  ledger: Ledger
  recoveries: Recoveries
  breaches: readonly string[]
}): void {
  const kills = [...recoveries.values()].reduce((sum, { length }) => sum + length, 0)
  console.log(
    `\n${lives} lives and ${ledger.answered.length} answered acts in ${seconds.toFixed(0)} s, ${kills} disturbances`,
  )
  const answers = [...ledger.faults].map(([status, count]) => `${count} × ${status}`)
  console.log(`answers that asked to try again: ${answers.join(', ') || 'none'}\n`)
  console.table(
    Object.fromEntries(
      [...recoveries].map(([name, times]) => [
        name,
        {
          times: times.length,
          'p50 s': quantile(times, 0.5),
          'max s': quantile(times, 1),
        },
      ]),
    ),
  )
  for (const breach of breaches) console.log(`✗ ${breach}`)
  if (breaches.length === 0)
    console.log('✓ nothing lost, nothing twice, nothing stuck; each record equals its run')
}

function quantile(times: readonly number[], share: number): string {
  const sorted = [...times].sort((one, other) => one - other)
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  return value === undefined ? '–' : value.toFixed(1)
}

exitOnFailure(main)
