/** Whether the letter that came with returned cards can have its date (S67). */
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import type { Day } from '../../../workflows/domain/istanbul'
import { earliestLetterDay, letterDateFault } from '../../../workflows/domain/letterDate'
import type { LetterDateFault } from '../../../workflows/domain/letterDate'
import type { Store } from '../../shared/store/connection'

/** Why a letter cannot have its date. */
export interface LetterDateRefused {
  fault: LetterDateFault
  /** The first day that it could have. */
  earliest: Day
  /** The request whose card was approved last, so that the letter cannot be older. */
  number: string | null
}

/**
 * Judges the date of a letter by the card among them that was approved last, since one letter came
 * with all of them.
 * @returns null if the letter can have this date
 */
export async function letterDateRefusal(
  store: Store,
  letterDate: Day,
  { requestIds, at }: { requestIds: readonly string[]; at: string },
): Promise<LetterDateRefused | null> {
  const newest = await newestCard(store, requestIds)
  const days = { today: istanbulDayOf(at), cardApprovedOn: newest?.approvedOn ?? null }
  const fault = letterDateFault(letterDate, days)
  if (fault === null) return null
  return { fault, earliest: earliestLetterDay(days), number: newest?.number ?? null }
}

/** The card that was approved last; null when none of them is on record. */
async function newestCard(
  store: Store,
  requestIds: readonly string[],
): Promise<{ approvedOn: Day; number: string } | null> {
  const requests = await store.requests
    .find({ _id: { $in: [...requestIds] } }, { cardId: 1, number: 1 })
    .lean()
  const card = await store.cards
    .findOne({ _id: { $in: requests.map(({ cardId }) => cardId) } }, { approvedAt: 1 })
    .sort({ approvedAt: -1 })
    .lean()
  const request = requests.find(({ cardId }) => cardId === card?._id)
  if (card === null || request === undefined) return null
  return { approvedOn: istanbulDayOf(card.approvedAt.toISOString()), number: request.number }
}
