/** What is overdue in a work list, and what is due today. */
import { addDays, instantAt, istanbulDayOf } from '../../../workflows/domain/istanbul'
import type { SubState } from '../../../workflows/domain/requestState'
import { aimDays } from '../../../workflows/domain/serviceTimes'
import type { Store } from '../../shared/store/connection'
import { COUNT_LIMIT, matching } from './workList'
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
 * A review has a due date; the steps of production have service times. Null for a list in which
 * nothing is due at the bureau.
 */
export async function lateIn(
  store: Store,
  queue: BureauQueue,
  filter: WorkListFilter,
  now: Date,
): Promise<Late | null> {
  const selections = queue === 'review' ? dueDates(now) : serviceTimes(queue, now)
  if (selections === null) return null
  const [overdue, dueToday] = await Promise.all(
    selections.map((selection) =>
      store.requests
        .countDocuments({ $and: [matching(queue, filter), selection] }, { limit: COUNT_LIMIT + 1 })
        .exec(),
    ),
  )
  return { overdue: overdue!, dueToday: dueToday! }
}

function dueDates(now: Date) {
  const endOfToday = startOf(addDays(istanbulDayOf(now.toISOString()), 1))
  return [{ dueAt: { $lt: now } }, { dueAt: { $gte: now, $lt: endOfToday } }]
}

function serviceTimes(queue: BureauQueue, now: Date) {
  const subState = WAITING_IN[queue]
  if (subState === undefined) return null
  const days = aimDays(subState, now.toISOString())
  if (days === null) return null
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
