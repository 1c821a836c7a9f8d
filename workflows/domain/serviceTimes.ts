/**
 * The service times that staff are told for the steps after an approval, in working days. They are
 * aims, not deadlines: nothing happens by itself when one has passed.
 */
import { istanbulDayOf } from './istanbul'
import type { SubState } from './requestState'
import { closingOf, estimateWorkingDay } from './workingDays'

const AIMS: Partial<Record<SubState, number>> = { awaitingPrint: 5, printed: 3, sent: 5 }

/**
 * By when a step of production should be done; null for a state without such an aim.
 * @param since ISO instant at which the request entered the state; its day is not counted
 * @returns an ISO instant
 */
export function aimedEnd(subState: SubState, since: string): string | null {
  const days = AIMS[subState]
  return days === undefined ? null : closingOf(estimateWorkingDay(istanbulDayOf(since), days))
}
