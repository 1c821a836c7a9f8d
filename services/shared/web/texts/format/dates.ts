/** Dates as written in Türkiye, in Istanbul time whatever the server's time zone. */
import { isWorkingDay, NO_LEAVE } from '../../../../../workflows/domain/holidays'
import type { Leave } from '../../../../../workflows/domain/holidays'
import type { Day } from '../../../../../workflows/domain/istanbul'
import { addDays, istanbulDayOf } from '../../../../../workflows/domain/istanbul'
import type { Language } from '../languages'
import { inEachLocale } from './locales'

/** An instant, or a day as `YYYY-MM-DD`. */
export type DateLike = Date | string

const timeInIstanbul = (timeStyle: 'short' | 'medium') =>
  new Intl.DateTimeFormat('tr-TR', { timeStyle, timeZone: 'Europe/Istanbul' })
const TO_THE_MINUTE = timeInIstanbul('short')
const WITH_SECONDS = timeInIstanbul('medium')
const LONG_DATE = inEachLocale(
  (locale) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
)

/** `23.11.2026` */
export function shortDate(date: DateLike): string {
  return dayOf(date).split('-').reverse().join('.')
}

/** `23.11.2026 21:30` */
export function dateAndTime(instant: DateLike): string {
  return `${shortDate(instant)} ${timeOfDay(instant)}`
}

/** `21:30:05` */
export function timeWithSeconds(instant: Date): string {
  return WITH_SECONDS.format(instant)
}

/** `23 Kasım 2026` */
export function longDate(date: DateLike, language: Language): string {
  return LONG_DATE[language].format(new Date(dayOf(date)))
}

/** `23 Kasım 2026 21:30` */
export function longDateAndTime(instant: DateLike, language: Language): string {
  return `${longDate(instant, language)} ${timeOfDay(instant)}`
}

/**
 * Working days left until a due instant: 0 on its day, negative afterwards.
 * @param now ISO instant or Date
 */
export function workingDaysLeft(due: DateLike, now: DateLike): number {
  const [dueDay, today] = [dayOf(due), dayOf(now)]
  return dueDay >= today ? workingDaysBetween(today, dueDay) : -workingDaysBetween(dueDay, today)
}

/** Working days after the first day up to and including the last. */
export function workingDaysBetween(first: Day, last: Day): number {
  return workingDaysUpTo(last) - workingDaysUpTo(first)
}

/** No request is older than this. */
const EPOCH = '2020-01-01'
const DAY_MS = 24 * 60 * 60 * 1000
const countedUpTo: number[] = [0]
let leave: Leave = NO_LEAVE

/** From now on, working days are counted with this administrative leave. */
export function countWithLeave(current: Leave): void {
  leave = current
  countedUpTo.length = 1
}

/** The administrative leave that working days are counted with. */
export function currentLeave(): Leave {
  return leave
}

/**
 * Working days from the epoch to a day. Each day is looked up once per process, since a list of old
 * requests needs years of them.
 */
function workingDaysUpTo(day: Day): number {
  const distance = Math.max(0, (Date.parse(day) - Date.parse(EPOCH)) / DAY_MS)
  for (let next = countedUpTo.length; next <= distance; next++) {
    countedUpTo.push(countedUpTo[next - 1]! + (isWorkingDay(addDays(EPOCH, next), leave) ? 1 : 0))
  }
  return countedUpTo[distance]!
}

function dayOf(date: DateLike): Day {
  if (typeof date === 'string' && date.length === 'YYYY-MM-DD'.length) return date
  return istanbulDayOf(new Date(date).toISOString())
}

/** `21:30` */
export function timeOfDay(instant: DateLike): string {
  return TO_THE_MINUTE.format(new Date(instant))
}
