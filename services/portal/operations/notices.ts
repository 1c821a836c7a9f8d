/** The notices of a staff member, and the address that they are mailed to. */
import type { Store } from '../../shared/store/connection'
import type { Notice } from '../../shared/store/notice'

/** The page shows no more; the history is on the pages of the requests. */
export const SHOWN_NOTICES = 50

export interface NoticeView {
  notice: Notice
  /** The relative; null if the person is no longer on record. */
  person: { name: string; surname: string } | null
}

/** The newest notices of a staff member. */
export async function noticesOf(store: Store, accountId: string): Promise<NoticeView[]> {
  const notices = await store.notices
    .find({ accountId })
    .sort({ at: -1, _id: -1 })
    .limit(SHOWN_NOTICES)
    .lean()
  const requestIds = notices.map(({ requestId }) => requestId)
  const requests = await store.requests.find({ _id: { $in: requestIds } }, { personId: 1 }).lean()
  const people = await store.people
    .find({ _id: { $in: requests.map(({ personId }) => personId) } }, { name: 1, surname: 1 })
    .lean()
  const personOf = new Map(people.map((person) => [person._id, person]))
  const personIdOf = new Map(requests.map(({ _id, personId }) => [_id, personId]))
  return notices.map((notice) => ({
    notice,
    person: personOf.get(personIdOf.get(notice.requestId) ?? '') ?? null,
  }))
}

/** All notices of a staff member, and those not read yet. */
export async function countNotices(
  store: Store,
  accountId: string,
): Promise<{ all: number; unread: number }> {
  const isUnread = { $eq: [{ $ifNull: ['$readAt', null] }, null] }
  const [counts] = await store.notices.aggregate<{ all: number; unread: number }>([
    { $match: { accountId } },
    { $group: { _id: null, all: { $sum: 1 }, unread: { $sum: { $cond: [isUnread, 1, 0] } } } },
  ])
  return { all: counts?.all ?? 0, unread: counts?.unread ?? 0 }
}

/**
 * Marks a staff member's own notices as read.
 * @param which those of one request, or all up to the newest one that was shown
 */
export async function markRead(
  store: Store,
  accountId: string,
  which: { requestId: string } | { until: Date },
  now: Date,
): Promise<void> {
  const chosen = 'until' in which ? { at: { $lte: which.until } } : which
  await store.notices.updateMany({ accountId, readAt: null, ...chosen }, { $set: { readAt: now } })
}

/** Where notices are mailed to; null if nowhere. */
export async function mailAddressOf(store: Store, accountId: string): Promise<string | null> {
  return (await store.accounts.findById(accountId, { email: 1 }).lean())?.email ?? null
}

/** @param address null to get no mails any more */
export async function setMailAddress(
  store: Store,
  accountId: string,
  address: string | null,
): Promise<void> {
  await store.accounts.updateOne(
    { _id: accountId },
    address === null ? { $unset: { email: 1 } } : { $set: { email: address } },
  )
}
