/** The alarm for the table of public holidays, long before requests can no longer be filed. */
import { HOLIDAYS_KNOWN_UNTIL } from '../../workflows/domain/holidays'
import { addDays } from '../../workflows/domain/istanbul'
import type { Day } from '../../workflows/domain/istanbul'
import type { Log } from '../shared/log/log'

const DAYS_AHEAD = 365

/** Reports as an error that the table ends within a year. */
export function reportEndOfHolidays(log: Pick<Log, 'error'>, today: Day): void {
  if (addDays(today, DAYS_AHEAD) <= HOLIDAYS_KNOWN_UNTIL) return
  log.error({ knownUntil: HOLIDAYS_KNOWN_UNTIL }, 'the table of public holidays ends soon')
}
