import type { RefusalCause } from '../../../workflows/contract'

/** What became of something a clerk recorded. `earlier`: who had recorded it before, where that is the cause. */
export type RecordAnswer =
  | { kind: 'taken' }
  | { kind: 'refused'; cause: RefusalCause; earlier: { by: string | null; at: Date } | null }
