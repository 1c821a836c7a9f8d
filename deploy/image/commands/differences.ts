/**
 * `npm run differences`: what the latest comparison of record, runs and object store has found, with
 * the command for each. With `--delete-unused` it has the files deleted that nothing refers to.
 */
import { parseArgs } from 'node:util'
import type { Store } from '../../../services/shared/store/connection'
import { isDuplicateKey } from '../../../services/shared/store/duplicateKey'
import { LATEST } from '../../../services/shared/store/reconciliation'
import type { Reconciliation } from '../../../services/shared/store/reconciliation'
import { dateAndTime } from '../../../services/shared/web/texts/format/dates'
import { differenceInTurkish } from '../../../workflows/domain/waiting'
import { CommandRefused, OPERATOR, runCommand } from './command'
import { messages } from './messages'

runCommand(async (store) => {
  const isDeleting = wantsDeletion()
  const latest = await store.reconciliations.findById(LATEST).lean()
  if (latest === null) throw new CommandRefused(messages.notCompared)
  if (isDeleting) return [messages.deletionOrdered(await orderDeletion(store, latest))]
  const { at, differences, beyond, compared } = latest
  const { rows, runs, files } = compared
  if (differences.length + beyond === 0)
    return [messages.agreed(dateAndTime(at), rows, runs, files)]
  const lines = differences.map((difference) => `- ${differenceInTurkish(difference)}`)
  throw new CommandRefused(
    [messages.differ(dateAndTime(at), differences.length, beyond), ...lines].join('\n'),
  )
})

/** The hourly deletion deletes them, unless something refers to them by then. */
async function orderDeletion(store: Store, { differences }: Reconciliation): Promise<number> {
  const unused = differences.filter(({ kind }) => kind === 'fileUnused')
  for (const { subject } of unused) {
    if (!(await order(store, subject))) continue
    await store.audit.append({
      event: 'dataDeleted',
      actor: OPERATOR,
      subject,
      at: new Date(),
      outcome: 'done',
    })
  }
  return unused.length
}

/** @returns false if its deletion was ordered before */
async function order({ deletions }: Store, key: string): Promise<boolean> {
  try {
    const _id = `unusedFile:${key}`
    await deletions.create({
      ...{ _id, kind: 'unusedFile', subject: key, keys: [key], files: 1, begunAt: new Date() },
    })
    return true
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    return false
  }
}

/** @throws CommandRefused with the usage */
function wantsDeletion(): boolean {
  try {
    const options = { 'delete-unused': { type: 'boolean', default: false } } as const
    return parseArgs({ options }).values['delete-unused']
  } catch {
    throw new CommandRefused(messages.usageDifferences)
  }
}
