/** How a request went from one clerk to another, as the audit trail has it. */
import type { TakeOverGround } from '../../../workflows/domain/lease'
import type { Store } from '../../shared/store/connection'

const HAND_OVERS = ['leaseTakenOver', 'leaseReassigned', 'requestAssigned'] as const

export interface HandOver {
  event: (typeof HAND_OVERS)[number]
  at: Date
  /** Names; an account that no longer exists has none. */
  by: string | null
  /** Who had it before, if anybody. */
  from: string | null
  /** Who was given it; null for those who took it over themselves. */
  to: string | null
  /** Null if it was assigned, which needs none. */
  ground: TakeOverGround | null
  /** What was written in addition. */
  words: string | null
}

/** Oldest first. */
export async function handOversOf(store: Store, requestId: string): Promise<HandOver[]> {
  const entries = await store.auditEntries
    .find({ subject: requestId, event: { $in: HAND_OVERS }, outcome: 'done' })
    .sort({ at: 1 })
    .lean()
  if (entries.length === 0) return []
  const people = entries.flatMap(({ actor, from, to }) => [actor, from, to])
  const texts = entries.flatMap(({ explanationId }) => explanationId ?? [])
  const [accounts, explanations] = await Promise.all([
    store.accounts.find({ _id: { $in: people.filter((id) => id != null) } }, { name: 1 }).lean(),
    store.explanations.find({ _id: { $in: texts }, requestId }, { text: 1 }).lean(),
  ])
  const names = new Map(accounts.map(({ _id, name }) => [_id, name]))
  const nameOf = (id: string | null | undefined) => names.get(id ?? '') ?? null
  const textOf = new Map(explanations.map(({ _id, text }) => [_id, text]))
  return entries.map(({ event, at, actor, from, to, ground, explanationId }) => ({
    event: event as HandOver['event'],
    at,
    by: nameOf(actor),
    from: nameOf(from),
    to: nameOf(to),
    ground: (ground as TakeOverGround | undefined) ?? null,
    words: textOf.get(explanationId ?? '') ?? null,
  }))
}
