/** What project managers did with an account. */
import type { Store } from '../../shared/store/connection'
import type { AuditEvent } from '../../shared/web'

const EVENTS = [
  'accountCreated',
  'passwordReset',
  'accountDisabled',
  'accountEnabled',
  'accountExpirySet',
  'accountConfirmed',
  'passwordChanged',
  'roleGiven',
  'roleTaken',
] as const satisfies readonly AuditEvent[]

const MOST_SHOWN = 30

export interface AccountAct {
  event: (typeof EVENTS)[number]
  at: Date
  /** Null for an operator, or if the account no longer exists. */
  actorName: string | null
}

/** Newest first. */
export async function accountHistory(store: Store, accountId: string): Promise<AccountAct[]> {
  const entries = await store.auditEntries
    .find({ subject: accountId, event: { $in: EVENTS }, outcome: 'done' })
    .sort({ at: -1 })
    .limit(MOST_SHOWN)
    .lean()
  const actors = await store.accounts
    .find({ _id: { $in: entries.map(({ actor }) => actor) } }, { name: 1 })
    .lean()
  const nameOf = new Map<string | null, string>(actors.map(({ _id, name }) => [_id, name]))
  return entries.map(({ event, at, actor }) => ({
    event: event as AccountAct['event'],
    at,
    actorName: nameOf.get(actor) ?? null,
  }))
}
