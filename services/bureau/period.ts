/** The period of the head's figures, as its address names it, and the steps of its charts. */
import { addDays, dayFrom, weekdayOf } from '../../workflows/domain/istanbul'
import type { Day } from '../../workflows/domain/istanbul'

export const CURRENT_PERIODS = ['week', 'month', 'year'] as const
export type CurrentPeriod = (typeof CURRENT_PERIODS)[number]

/** What an address asks for: a current period, or the days from one to another. */
export interface PeriodChoice {
  period: CurrentPeriod
  from?: Day | undefined
  to?: Day | undefined
}

/** From the first to the last day, both included. */
export interface Days {
  first: Day
  last: Day
}

export interface Period extends Days {
  /** Null for days that were chosen. */
  current: CurrentPeriod | null
}

/** More than this is cut off at the beginning. */
const MOST_DAYS = 3_660

/** @param today last day of a current period, since later days have no figures */
export function periodOf({ period, from, to }: PeriodChoice, today: Day): Period {
  if (from === undefined && to === undefined)
    return { current: period, first: beginOf(period, today), last: today }
  const [first, last] = [from ?? to!, to ?? today].sort() as [Day, Day]
  const earliest = addDays(last, 1 - MOST_DAYS)
  return { current: null, first: first < earliest ? earliest : first, last }
}

export type StepKind = 'day' | 'week' | 'month' | 'year'

/** A part of a period, such as one of its weeks. */
export interface Step extends Days {
  kind: StepKind
}

/** Maximum number of steps, so that charts and tables stay short. */
const MOST_DAYS_OF: readonly (readonly [StepKind, number])[] = [
  ['day', 14],
  ['week', 26 * 7],
  ['month', 36 * 31],
]

/** Divides a period. The first and the last step may be shorter than the others. */
export function stepsOf({ first, last }: Days): Step[] {
  const length = (Date.parse(last) - Date.parse(first)) / DAY_MS + 1
  const kind = MOST_DAYS_OF.find(([, most]) => length <= most)?.[0] ?? 'year'
  const steps: Step[] = []
  for (let begin = first; begin <= last; begin = addDays(steps.at(-1)!.last, 1)) {
    const end = endOf(kind, begin)
    steps.push({ kind, first: begin, last: end < last ? end : last })
  }
  return steps
}

const DAY_MS = 24 * 60 * 60 * 1000

/** Weeks begin on Monday. */
function beginOf(kind: StepKind, day: Day): Day {
  const [year, month] = partsOf(day)
  switch (kind) {
    case 'day':
      return day
    case 'week':
      return addDays(day, -((weekdayOf(day) + 6) % 7))
    case 'month':
      return dayFrom(year, month, 1)
    case 'year':
      return dayFrom(year, 1, 1)
  }
}

function endOf(kind: StepKind, day: Day): Day {
  const [year, month] = partsOf(day)
  switch (kind) {
    case 'day':
      return day
    case 'week':
      return addDays(beginOf('week', day), 6)
    case 'month':
      return dayFrom(year, month + 1, 0)
    case 'year':
      return dayFrom(year, 12, 31)
  }
}

function partsOf(day: Day): [number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7))]
}
