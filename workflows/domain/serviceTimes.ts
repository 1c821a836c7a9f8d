/**
 * The service times that staff are told for the steps after an approval, in working days. They are
 * aims, not deadlines: nothing happens by itself when one has passed.
 */
import type { Leave } from './holidays'
import { addDays, istanbulDayOf } from './istanbul'
import type { Day } from './istanbul'
import type { SubState } from './requestState'
import { closingOf, estimateWorkingDay } from './workingDays'

const AIMS: Partial<Record<SubState, number>> = { awaitingPrint: 5, printed: 3, sent: 5 }

/**
 * By when a step of production should be done; null for a state without such an aim.
 * @param since ISO instant at which the request entered the state; its day is not counted
 * @returns an ISO instant
 */
export function aimedEnd(subState: SubState, since: string, leave: Leave): string | null {
  const days = AIMS[subState]
  if (days === undefined) return null
  return closingOf(estimateWorkingDay(istanbulDayOf(since), days, leave), leave)
}

/** What entered a state up to these days, that day included, is overdue or due today. */
export interface AimDays {
  overdue: Day
  dueToday: Day
}

/**
 * The days by which a list tells what is late; null for a state without such an aim.
 * @param nowIso ISO instant
 */
export function aimDays(subState: SubState, nowIso: string, leave: Leave): AimDays | null {
  const days = AIMS[subState]
  if (days === undefined) return null
  const today = istanbulDayOf(nowIso)
  const latest = (fits: (end: Day) => boolean): Day => {
    let day = today
    while (!fits(estimateWorkingDay(day, days, leave))) day = addDays(day, -1)
    return day
  }
  return {
    overdue: latest((end) => end < today),
    dueToday: latest((end) => end <= today),
  }
}
