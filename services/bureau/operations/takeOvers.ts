/** Who took a request over from whom, as the audit trail has it. */
import type { TakeOverGround } from '../../../workflows/domain/lease'
import type { Store } from '../../shared/store/connection'

export interface TakeOver {
  at: Date
  /** Names; an account that no longer exists has none. */
  by: string | null
  from: string | null
  ground: TakeOverGround
  /** What was written in addition. */
  words: string | null
}

/** Oldest first. */
export async function takeOversOf(store: Store, requestId: string): Promise<TakeOver[]> {
  const entries = await store.auditEntries
    .find({ subject: requestId, event: 'leaseTakenOver', outcome: 'done' })
    .sort({ at: 1 })
    .lean()
  if (entries.length === 0) return []
  const people = entries.flatMap(({ actor, from }) => [actor, from]).filter((id) => id != null)
  const texts = entries.flatMap(({ explanationId }) => explanationId ?? [])
  const [accounts, explanations] = await Promise.all([
    store.accounts.find({ _id: { $in: people } }, { name: 1 }).lean(),
    store.explanations.find({ _id: { $in: texts }, requestId }, { text: 1 }).lean(),
  ])
  const nameOf = new Map(accounts.map(({ _id, name }) => [_id, name]))
  const textOf = new Map(explanations.map(({ _id, text }) => [_id, text]))
  return entries.map(({ at, actor, from, ground, explanationId }) => ({
    at,
    by: nameOf.get(actor ?? '') ?? null,
    from: nameOf.get(from ?? '') ?? null,
    ground: ground as TakeOverGround,
    words: textOf.get(explanationId ?? '') ?? null,
  }))
}
