/**
 * Random lives of requests and cards against the real workflows and the real record: staff, clerks,
 * couriers, forgers, the clock and faults. After each act the record, the runs and the model must agree.
 */
import fc from 'fast-check'
import type { AsyncCommand, RunDetails } from 'fast-check'
import { withDatabase } from '../../deploy/local/servers/mongod'
import { verifyAudit } from '../../services/shared/store/auditChain/verify'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { AUDIT_KEYS, serverAddresses } from '../support/world'
import { anyAct } from './acts'
import { openLane } from './lane'
import type { LaneKind } from './lane'
import type { Family } from './life'
import { RealFamily } from './realFamily'
import { IS_REPORTED, ONLY, PATH, REPLAY, RUNS, SEED } from './settings'

/** Each lane with a server of its own; lives on different lanes run side by side. */
const LANES = [
  { name: 'usual', kind: 'usual', share: 0.36 },
  { name: 'usual-2', kind: 'usual', share: 0.36 },
  { name: 'continued', kind: 'continued', share: 0.16 },
  { name: 'forgetful', kind: 'forgetful', share: 0.12 },
] as const satisfies { name: string; kind: LaneKind; share: number }[]
type Lived = RunDetails<[Iterable<AsyncCommand<Family, RealFamily>>]>
type LaneName = (typeof LANES)[number]['name']
interface NamedLane {
  name: LaneName
  kind: LaneKind
  seed: number
  lives: number
}

/** Longest life; about a third of its acts are possible when their turn comes. */
const MOST_ACTS = 50
/** Shrinking a failed life takes long, and its report is worth it. */
export const PATIENCE_MS = 30 * 60_000 + RUNS * 1_000

/**
 * Lives many random lives on some of the lanes.
 * @throws Error that names the seed, the shortest failed life and the command that repeats it
 */
export async function live(names: readonly LaneName[]): Promise<void> {
  const store = await connectStore(
    withDatabase(serverAddresses().mongo.url, `model-${process.pid}`),
    AUDIT_KEYS,
  )
  const answers = new Map<string, number>()
  const results = await Promise.all(
    lanesOf(names).map(async (lane) => ({ lane, details: await liveOn(lane, store, answers) })),
  )
  if (IS_REPORTED) report(answers)
  const failed = results.filter(({ details }) => details.failed)
  if (failed.length > 0) throw new Error(failed.map(words).join('\n\n'))
  await expectWholeAudit(store)
  await store.connection.dropDatabase()
  await store.close()
}

function lanesOf(names: readonly LaneName[]): NamedLane[] {
  return LANES.map(({ share, ...lane }, index) => ({
    ...lane,
    seed: SEED + index,
    lives: Math.ceil(RUNS * share),
  })).filter(({ name }) => names.includes(name) && (ONLY === undefined || ONLY === name))
}

async function liveOn(
  { name, kind, seed, lives }: NamedLane,
  store: Store,
  answers: Map<string, number>,
): Promise<Lived> {
  let lane = await openLane(kind, store)
  let isTold = false
  const note = (act: object, answer: string) => {
    const what = `${act.constructor.name} → ${answer.replace(/ by .*|: PYK.*/, '')}`
    answers.set(what, (answers.get(what) ?? 0) + 1)
  }
  const property = fc.asyncProperty(
    fc.commands([anyAct], {
      maxCommands: MOST_ACTS,
      size: 'max',
      ...(REPLAY === undefined ? {} : { replayPath: REPLAY }),
    }),
    async (acts) => {
      const { family, real } = await RealFamily.begin(lane, note)
      try {
        await fc.asyncModelRun(() => ({ model: family, real }), acts)
        await real.end(family)
      } catch (error) {
        const standing = await real.standing(family).catch(String)
        if (error instanceof Error) error.stack = `${error.stack}\n\n${standing}`
        if (!isTold) console.error(`Seed ${SEED}, lane “${name}”: a life has failed; shortening it`)
        isTold = true
        // A failed life may leave a lane on which no other can be lived.
        void lane.close().catch(() => undefined)
        lane = await openLane(kind, store)
        throw error
      }
    },
  )
  const details = await fc.check(property, {
    seed,
    numRuns: lives,
    ...(PATH === undefined ? {} : { path: PATH }),
  })
  await lane.close()
  return details
}

/** No audit line was lost or changed, however many were written at once (D9). */
async function expectWholeAudit(store: Store): Promise<void> {
  const broken: unknown[] = []
  await verifyAudit(store, (link) => void broken.push(link))
  if (broken.length > 0) throw new Error(`Broken audit chains: ${JSON.stringify(broken)}`)
}

function words({ lane, details }: { lane: NamedLane; details: Lived }): string {
  const { counterexamplePath, counterexample, errorInstance, numRuns, numShrinks } = details
  const acts = fc.stringify(counterexample?.[0])
  const [, replay] = /replayPath="([^"]*)"/.exec(acts) ?? []
  return [
    `Life ${numRuns} on the lane “${lane.name}” (${numShrinks} steps shorter):${acts.replace(/\/\*.*\*\//, '')}`,
    errorInstance instanceof Error ? errorInstance.stack : String(errorInstance),
    `npm run model -- --lane ${lane.name} --seed ${SEED} --path "${counterexamplePath}" --replay "${replay}"`,
  ].join('\n\n')
}

function report(answers: ReadonlyMap<string, number>): void {
  const lines = [...answers].toSorted(([one], [other]) => one.localeCompare(other))
  console.log(lines.map(([what, count]) => `${String(count).padStart(6)} ${what}`).join('\n'))
}
