/**
 * What the pages of a staff member show, as one short text: a page with another one is out of date.
 */
import { createHash } from 'node:crypto'
import type { Changes } from '../../shared/store/changes'
import type { Store } from '../../shared/store/connection'
import { asApplicantSees } from './asApplicantSees'
import { stepOf } from './familyRefresh'
import { memberIds } from './familyRequests'
import { countUnread } from './notices'

/** Changes with everything that the pages show of requests, the family list and the notices. */
export async function newsOf(store: Store, accountId: string): Promise<string> {
  const members = await memberIds(store, accountId)
  const [requests, refresh, notices, unread] = await Promise.all([
    store.requests
      .find(
        { $or: [{ personId: { $in: members } }, { applicantId: accountId }] },
        { subState: 1, audit: 1 },
      )
      .sort({ _id: 1 })
      .lean(),
    store.familyRefreshes.findById(accountId, { runId: 1, seq: 1 }).lean(),
    store.notices.countDocuments({ accountId }),
    countUnread(store, accountId),
  ])
  const shown = [
    members,
    requests.map(asApplicantSees).map(({ _id, subState, audit }) => [_id, subState, audit.length]),
    stepOf(refresh),
    notices,
    unread,
  ]
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 16)
}

/**
 * Resolves when there is something else to show than what was seen, also if that happened before.
 * @param ended aborted when nobody waits any more; it then resolves as well
 */
export async function awaitNews(
  { store, changes }: { store: Store; changes: Changes },
  accountId: string,
  seen: string,
  ended: AbortSignal,
): Promise<void> {
  const members = new Set(await memberIds(store, accountId))
  const listening = changes.listen(
    (change) =>
      change.accountId === accountId ||
      change.applicantId === accountId ||
      (change.personId !== undefined && members.has(change.personId)),
  )
  const stop = () => listening.stop()
  ended.addEventListener('abort', stop, { once: true })
  try {
    while (!ended.aborted && (await newsOf(store, accountId)) === seen) await listening.next()
  } finally {
    ended.removeEventListener('abort', stop)
    stop()
  }
}
