/**
 * `npm run repair -- PYK-2026-000123`: begins again the run of a request that is lost, in the state
 * of its record; with `--end-run` also one that is open and disagrees with its record, which it ends
 * first. Asks before it does.
 */
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { readEnvironment } from '../../../services/shared/config/environment'
import { temporalSettings } from '../../../services/shared/config/settings'
import type { Store } from '../../../services/shared/store/connection'
import { connectTemporal } from '../../../services/shared/temporal/connection'
import { engineOf } from '../../../services/shared/temporal/engine'
import { createLostRuns } from '../../../services/shared/temporal/lostRuns'
import { catalogueFolders, loadCatalogue } from '../../../services/shared/web/texts/catalogue'
import { dateAndTime } from '../../../services/shared/web/texts/format/dates'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { readRequestNumber } from '../../../workflows/domain/requestNumber'
import { CommandRefused, runCommand } from './command'
import { beginAgain, findLostRun } from './lostRun/lostRun'
import type { Found } from './lostRun/lostRun'
import { messages } from './messages'

runCommand(async (store) => {
  const wanted = repairArguments()
  const engine = connectTemporal(engineOf(readEnvironment('repair', temporalSettings, process.env)))
  try {
    return await repair(store, createLostRuns(engine), wanted)
  } finally {
    await engine.close()
  }
})

async function repair(
  store: Store,
  lostRuns: ReturnType<typeof createLostRuns>,
  { number, isConfirmed, mayEnd }: Wanted,
): Promise<string[]> {
  const found = await findLostRun({ store, lostRuns }, number, mayEnd)
  console.log(described(found))
  if (!isConfirmed && !(await isWanted())) throw new CommandRefused(messages.notRepaired)
  await beginAgain({ store, lostRuns }, found)
  return [messages.repaired(found.lost.workflowId)]
}

function described({ lost: { kind, record, ...lost }, seen, isReadable, toEnd }: Found): string {
  const t = loadCatalogue(catalogueFolders('bureau')).inLanguage('tr')
  const subState = 'card' in lost ? lost.card.subState : record.subState
  return [
    messages.repairOf(record.number, t(`requestType.${record.type}`), kind === 'production'),
    messages.recordSays(t(`status.${record.status}`), t(`subState.${subState}`), record.seq),
    seen === null
      ? messages.engineKnowsNothing
      : messages.engineSays(
          seen.status,
          seen.closedAt === null ? null : dateAndTime(seen.closedAt),
        ),
    ...(isReadable ? [] : [messages.lastStateUnknown]),
    ...(toEnd === null ? [] : [messages.runWillEnd(toEnd)]),
  ].join('\n')
}

/** Only a person at a terminal can be asked. */
async function isWanted(): Promise<boolean> {
  if (!process.stdin.isTTY) throw new CommandRefused(messages.notAsked)
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    const answer = await terminal.question(messages.repairQuestion)
    return answer.trim().toLocaleLowerCase('tr') === 'evet'
  } finally {
    terminal.close()
  }
}

interface Wanted {
  number: string
  isConfirmed: boolean
  mayEnd: boolean
}

/** @throws CommandRefused with the usage */
function repairArguments(): Wanted {
  try {
    const { values, positionals } = parseArgs({
      options: {
        yes: { type: 'boolean', default: false },
        'end-run': { type: 'boolean', default: false },
      },
      allowPositionals: true,
    })
    const year = Number(istanbulDayOf(new Date().toISOString()).slice(0, 4))
    const number = positionals.length === 1 ? readRequestNumber(positionals[0]!, year) : null
    if (number !== null) return { number, isConfirmed: values.yes, mayEnd: values['end-run'] }
  } catch {
    // An unknown option.
  }
  throw new CommandRefused(messages.usageRepair)
}
