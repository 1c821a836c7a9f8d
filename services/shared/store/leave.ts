import type { Leave } from '../../../workflows/domain/holidays'
import type { Store } from './connection'

/** The administrative leave that holds now. */
export async function readLeave({ leaveDays }: Pick<Store, 'leaveDays'>): Promise<Leave> {
  const days = await leaveDays
    .find({ kind: { $ne: null } }, { kind: 1 })
    .sort({ _id: 1 })
    .lean()
  return Object.fromEntries(days.map(({ _id, kind }) => [_id, kind!]))
}

/** The administrative leave that held at an instant. */
export async function readLeaveAt(
  { leaveDays }: Pick<Store, 'leaveDays'>,
  instant: Date,
): Promise<Leave> {
  const days = await leaveDays.find({}, { changes: 1 }).sort({ _id: 1 }).lean()
  return Object.fromEntries(
    days.flatMap(({ _id, changes }) => {
      const kind = changes.findLast(({ at }) => at <= instant)?.kind
      return kind ? [[_id, kind]] : []
    }),
  )
}
