/**
 * Public holidays of Türkiye, from Law 2429 on national and general holidays, article 2: as amended
 * by Law 5892 (1 May) and Law 6752 (15 July). Administrative leave is announced case by case, so it
 * is data that callers pass in.
 *
 * The religious feasts move with the lunar calendar and so are listed by date. Those of 2025 and
 * 2026 were announced by the Presidency of Religious Affairs; the later ones are computed from the
 * same lunar calendar and must be compared with the announcement of their year. A test compares all
 * of them with an independent source and fails 18 months before the table ends. After its end only
 * weekends and fixed holidays are known.
 */
import type { Day } from './istanbul'
import { addDays, weekdayOf } from './istanbul'

type Opening = 'open' | 'morningOnly' | 'closed'

/** By month and day. The afternoon before Republic Day is free. */
const FIXED: Readonly<Record<string, Opening>> = {
  '01-01': 'closed',
  '04-23': 'closed',
  '05-01': 'closed',
  '05-19': 'closed',
  '07-15': 'closed',
  '08-30': 'closed',
  '10-28': 'morningOnly',
  '10-29': 'closed',
}

const RAMAZAN_DAYS = 3
const KURBAN_DAYS = 4

/** First days of the feasts; the afternoon of the eve (arife) is free as well. */
const FEASTS: readonly { first: Day; days: number }[] = [
  { first: '2025-03-30', days: RAMAZAN_DAYS },
  { first: '2025-06-06', days: KURBAN_DAYS },
  { first: '2026-03-20', days: RAMAZAN_DAYS },
  { first: '2026-05-27', days: KURBAN_DAYS },
  { first: '2027-03-09', days: RAMAZAN_DAYS },
  { first: '2027-05-16', days: KURBAN_DAYS },
  { first: '2028-02-26', days: RAMAZAN_DAYS },
  { first: '2028-05-05', days: KURBAN_DAYS },
  { first: '2029-02-14', days: RAMAZAN_DAYS },
  { first: '2029-04-24', days: KURBAN_DAYS },
  { first: '2030-02-04', days: RAMAZAN_DAYS },
  { first: '2030-04-13', days: KURBAN_DAYS },
]

/** The last day whose holidays are known: the end of the last year in the table. */
export const HOLIDAYS_KNOWN_UNTIL: Day = `${FEASTS.at(-1)!.first.slice(0, 4)}-12-31`

/** A day is after the end of the table: the feasts of the following years must be added. */
export class HolidaysUnknown extends Error {
  override readonly name = 'HolidaysUnknown'
  constructor(readonly day: Day) {
    super(`The table of public holidays ends on ${HOLIDAYS_KNOWN_UNTIL}, before ${day}`)
  }
}

const MOVING: ReadonlyMap<Day, Opening> = new Map(
  FEASTS.flatMap(({ first, days }): [Day, Opening][] => [
    [addDays(first, -1), 'morningOnly'],
    ...Array.from({ length: days }, (_, n): [Day, Opening] => [addDays(first, n), 'closed']),
  ]),
)

const SATURDAY = 6
const SUNDAY = 0
const CLOSING_HOUR = 18
const HALF_DAY_CLOSING_HOUR = 13

/** The kinds of administrative leave (idari izin): the whole day, or the afternoon. */
export const LEAVE_KINDS = ['closed', 'morningOnly'] as const
export type LeaveKind = (typeof LEAVE_KINDS)[number]

/** Administrative leave by day. */
export type Leave = Readonly<Record<Day, LeaveKind>>

export const NO_LEAVE: Leave = {}

/** Whether the public service works on a day; half days count. */
export function isWorkingDay(day: Day, leave: Leave = NO_LEAVE): boolean {
  return openingOn(day, leave) !== 'closed'
}

/** The hour in Istanbul at which a working day ends: 18, or 13 on a half day. */
export function closingHourOf(day: Day, leave: Leave = NO_LEAVE): number {
  return openingOn(day, leave) === 'morningOnly' ? HALF_DAY_CLOSING_HOUR : CLOSING_HOUR
}

/** If a feast's eve is a holiday itself, the whole day is free. */
function openingOn(day: Day, leave: Leave): Opening {
  const weekday = weekdayOf(day)
  const openings = [FIXED[day.slice(5)], MOVING.get(day), leave[day]]
  if (weekday === SATURDAY || weekday === SUNDAY || openings.includes('closed')) return 'closed'
  return openings.includes('morningOnly') ? 'morningOnly' : 'open'
}
