/** The days of administrative leave, as the head keeps them. Nothing that was said is ever lost. */
import { isWorkingDay, closingHourOf } from '../../../workflows/domain/holidays'
import type { LeaveKind } from '../../../workflows/domain/holidays'
import type { Day } from '../../../workflows/domain/istanbul'
import type { Store } from '../../shared/store/connection'
import { readLeave } from '../../shared/store/leave'
import type { LeaveDay } from '../../shared/store/leaveDay'
import { countWithLeave } from '../../shared/web/texts/format/dates'

/** A list of them has no pages: there are a few in a year. */
const MOST_SHOWN = 200

/** Latest first, with the names of those who changed them. */
export async function leaveDays({
  leaveDays,
  accounts,
}: Store): Promise<{ days: LeaveDay[]; nameOf: ReadonlyMap<string, string> }> {
  const days = await leaveDays.find().sort({ _id: -1 }).limit(MOST_SHOWN).lean()
  const by = new Set(days.flatMap(({ changes }) => changes.map((change) => change.by)))
  const named = await accounts.find({ _id: { $in: [...by] } }, { name: 1 }).lean()
  return { days, nameOf: new Map(named.map(({ _id, name }) => [_id, name])) }
}

export function leaveDay(store: Store, day: Day): Promise<LeaveDay | null> {
  return store.leaveDays.findById(day).lean().exec()
}

/** Whether the law alone makes it free, so that leave would change nothing. */
export function isFreeAnyway(day: Day, kind: LeaveKind): boolean {
  const asLeave = { [day]: kind }
  return (
    !isWorkingDay(day) ||
    (closingHourOf(day) <= closingHourOf(day, asLeave) && isWorkingDay(day, asLeave))
  )
}

/**
 * Says from now on that a day is free, or no longer.
 * @param kind null to take it back
 */
export async function changeLeave(
  store: Store,
  day: Day,
  change: { kind: LeaveKind | null; ground: string; by: string; at: Date },
): Promise<void> {
  await store.leaveDays.updateOne(
    { _id: day },
    { $set: { kind: change.kind }, $push: { changes: change } },
    { upsert: true },
  )
  // The pages of this process count with it at once, those of others within seconds.
  countWithLeave(await readLeave(store))
}
