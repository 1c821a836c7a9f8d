/** What is overdue in a work list, and what is due today. */
import { addDays, instantAt, istanbulDayOf } from '../../../workflows/domain/istanbul'
import type { SubState } from '../../../workflows/domain/requestState'
import { aimDays } from '../../../workflows/domain/serviceTimes'
import type { Store } from '../../shared/store/connection'
import { readLeave } from '../../shared/store/leave'
import { COUNT_LIMIT, matchingOf } from './workList'
import type { BureauQueue, WorkListFilter } from './workList'

/** Each at most COUNT_LIMIT + 1. */
export interface Late {
  overdue: number
  dueToday: number
}

/** The state in which a card waits in a list of production; what is held is not late. */
const WAITING_IN: Partial<Record<BureauQueue, SubState>> = {
  print: 'awaitingPrint',
  dispatch: 'printed',
  handover: 'sent',
}

/**
 * A review has a due date, an applicant who is asked for a document a last day; the steps of
 * production have service times. Null for a list in which nothing is due.
 * @param clerkId whose requests the filter `mine` selects
 */
export async function lateIn(
  store: Store,
  queue: BureauQueue,
  filter: WorkListFilter,
  clerkId: string,
  now: Date,
): Promise<Late | null> {
  const selections =
    queue === 'review'
      ? (['overdue', 'today'] as const).map((due) => ({ filter: { ...filter, due }, more: {} }))
      : (await lateness(store, queue, now))?.map((more) => ({ filter, more }))
  if (selections === undefined) return null
  const [overdue, dueToday] = await Promise.all(
    selections.map(async ({ filter: selected, more }) =>
      store.requests
        .countDocuments(
          { ...(await matchingOf(store, queue, selected, clerkId, now)), ...more },
          { limit: COUNT_LIMIT + 1 },
        )
        .exec(),
    ),
  )
  return { overdue: overdue!, dueToday: dueToday! }
}

/** What is overdue in a list without due dates of its own, and what is due today. */
async function lateness(store: Store, queue: BureauQueue, now: Date) {
  if (queue === 'applicant') {
    const today = istanbulDayOf(now.toISOString())
    const [start, end] = [startOf(today), startOf(addDays(today, 1))]
    return [{ 'asked.until': { $lt: start } }, { 'asked.until': { $gte: start, $lt: end } }]
  }
  const subState = WAITING_IN[queue]
  if (subState === undefined) return undefined
  const days = aimDays(subState, now.toISOString(), await readLeave(store))
  if (days === null) return undefined
  const afterOverdue = startOf(addDays(days.overdue, 1))
  const afterDueToday = startOf(addDays(days.dueToday, 1))
  return [
    { subState, queuedAt: { $lt: afterOverdue } },
    { subState, queuedAt: { $gte: afterOverdue, $lt: afterDueToday } },
  ]
}

function startOf(day: string): Date {
  return new Date(instantAt(day, 0))
}
