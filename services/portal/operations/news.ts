/**
 * What the pages of a staff member show, as one short text: a page with another one is out of date.
 */
import { createHash } from 'node:crypto'
import type { Changes } from '../../shared/store/changes'
import type { Store } from '../../shared/store/connection'
import type { RequestRecord } from '../../shared/store/request'
import { asApplicantSees } from './asApplicantSees'
import { familyState, stepOf } from './familyRefresh'
import type { FamilyState } from './familyRefresh'
import { familyOf, memberIdsOf, shownRequests } from './familyRecords'
import { countNotices } from './notices'

/** What the news of a staff member are made of. */
interface Shown extends FamilyState {
  /** As an applicant sees them. */
  requests: readonly Pick<RequestRecord, '_id' | 'subState' | 'audit'>[]
  notices: { all: number; unread: number }
}

/** The news of a page that has read the family and its requests anyway. */
export async function newsOfRead(
  store: Store,
  accountId: string,
  read: Omit<Shown, 'notices'>,
): Promise<string> {
  return newsIn({ ...read, notices: await countNotices(store, accountId) })
}

/** Changes with everything that the pages show of requests, the family list and the notices. */
export async function newsOf(store: Store, accountId: string): Promise<string> {
  const state = await familyState(store, accountId)
  const [requests, notices] = await Promise.all([
    store.requests.find(shownRequests(accountId, state.family), { subState: 1, audit: 1 }).lean(),
    countNotices(store, accountId),
  ])
  return newsIn({ ...state, requests: requests.map(asApplicantSees), notices })
}

function newsIn({ family, refresh, requests, notices }: Shown): string {
  const shown = [
    memberIdsOf(family),
    requests.map(({ _id, subState, audit }) => `${_id} ${subState} ${audit.length}`).sort(),
    stepOf(refresh),
    notices.all,
    notices.unread,
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
  const members = new Set(memberIdsOf(await familyOf(store, accountId)))
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
