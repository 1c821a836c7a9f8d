/** The days that the letter with a returned card may have (S67); one rule for page, route and run. */
import { addDays } from './istanbul'
import type { Day } from './istanbul'

export interface LetterDays {
  /** Today in Istanbul. */
  today: Day
  /** The day of the card's approval; null if it is not known. */
  cardApprovedOn: Day | null
}

export type LetterDateFault = 'inFuture' | 'beforeCard' | 'tooOld'

/** A letter is sent with the card, so an older date is a slip of the pen. */
const OLDEST_DAYS = 365

/** The first day that the letter may have. */
export function earliestLetterDay({ today, cardApprovedOn }: LetterDays): Day {
  const oldest = addDays(today, -OLDEST_DAYS)
  return cardApprovedOn !== null && cardApprovedOn > oldest ? cardApprovedOn : oldest
}

/** Why a letter cannot have this date; null if it can. */
export function letterDateFault(letterDate: Day, days: LetterDays): LetterDateFault | null {
  if (letterDate > days.today) return 'inFuture'
  const earliest = earliestLetterDay(days)
  if (letterDate >= earliest) return null
  return earliest === days.cardApprovedOn ? 'beforeCard' : 'tooOld'
}
