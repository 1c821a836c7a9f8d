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
