/**
 * Compares the record with the runs and with the object store; a schedule starts it every hour. What
 * looks different is looked at again after some minutes, in which a run can write its step.
 */
import { continueAsNew, sleep, workflowInfo } from '@temporalio/workflow'
import { now } from './clock'
import type {
  Found,
  ReconciliationInput,
  ReconciliationReport,
  ReconciliationSoFar,
} from './contract'
import { COMPARING, comparedWith, LOOKING_AGAIN } from './domain/waiting'
import { describeWaiting } from './operatorView'
import { comparison, storeList } from './persistence'

const STANDS_FOR_MS = 5 * 60_000
/** Longer than an upload may wait to be confirmed, so no proposal of a draft refers to it. */
const UNUSED_AFTER_MS = 26 * 3_600_000
/** So that a report stays a small message; Temporal refuses a large one. */
const MOST_SUSPECTS = 100

/** @returns how many differences there are; the record has the report */
export async function reconciliation(
  input: ReconciliationInput = {},
): Promise<{ differences: number }> {
  const { standsForMs = STANDS_FOR_MS } = input
  const before = input.carried ?? (await compareRuns())
  const { startedAt } = before
  const found = await compareFiles(input, before)

  let differences: ReconciliationReport['differences'] = []
  if (found.runs.length + found.files.length > 0) {
    describeWaiting(LOOKING_AGAIN, now())
    await sleep(standsForMs, { summary: 'Farkların sürüp sürmediğine yeniden bakma zamanı' })
    differences = await confirm(found)
  }
  const { beyond, compared } = found
  await comparison.reportDifferences({ startedAt, at: now(), differences, beyond, compared })
  describeWaiting(comparedWith(differences, beyond), now())
  return { differences: differences.length }
}

async function compareRuns(): Promise<ReconciliationSoFar> {
  const startedAt = now()
  describeWaiting(COMPARING, startedAt)
  const { runs, beyond, rows, openRuns } = await comparison.compareRuns()
  const compared = { rows, runs: openRuns, files: 0 }
  return { startedAt, after: null, found: { runs, files: [], beyond, compared } }
}

/** Compares the store with the record, one list of files after the other. */
async function compareFiles(
  input: ReconciliationInput,
  { startedAt, after: from, found: before }: ReconciliationSoFar,
): Promise<Found> {
  const { unusedAfterMs = UNUSED_AFTER_MS } = input
  const oldest = new Date(Date.parse(startedAt) - unusedAfterMs).toISOString()
  let after = from
  let found = before
  for (;;) {
    const list = await storeList.listFiles({ after, before: oldest })
    const { suspects, beyond } = await comparison.compareFiles({ ...list, after })
    found = withFiles(found, suspects, beyond, list.files.length)
    if (list.upTo === null) return found
    after = list.upTo
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof reconciliation>({ ...input, carried: { startedAt, after, found } })
  }
}

function withFiles(
  found: Found,
  suspects: Found['files'],
  beyond: number,
  compared: number,
): Found {
  const all = [...found.files, ...suspects]
  const files = all.slice(0, MOST_SUSPECTS)
  return {
    ...found,
    files,
    beyond: found.beyond + beyond + all.length - files.length,
    compared: { ...found.compared, files: found.compared.files + compared },
  }
}

async function confirm({ runs, files }: Found): Promise<ReconciliationReport['differences']> {
  const ofRuns = runs.length === 0 ? [] : await comparison.confirmRuns(runs)
  if (files.length === 0) return ofRuns
  const stored = await storeList.areStored(files.map(({ key, versionId }) => ({ key, versionId })))
  return [...ofRuns, ...(await comparison.confirmFiles({ suspects: files, stored }))]
}
