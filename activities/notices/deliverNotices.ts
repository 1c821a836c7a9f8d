/** The activity that sends the mails of notices. Its answers and logs contain codes and ids only. */
import { beating, HEARTBEAT_MS } from '../heartbeat'
import type { DeliveryReport, NoticeActivities } from '../../workflows/contract'
import { isTooOldForMail, MAIL_CLAIM_MS, nextMailAttempt } from '../../workflows/domain/notices'
import type { Log } from '../../services/shared/log/log'
import { MailRefused, MailUnavailable } from '../../services/shared/mail/errors'
import type { Mailer } from '../../services/shared/mail/mailer'
import type { Store } from '../../services/shared/store/connection'
import type { Notice } from '../../services/shared/store/notice'

/** More wait for the next call, so that operators see progress. */
const AT_ONCE = 50

export interface NoticeMeans {
  store: Store
  /** Null if no mail server is configured: mails then wait, and the portal shows the notices. */
  mailer: Mailer | null
  log: Log
  now?: () => Date
  heartbeatMs?: number
}

export function createNoticeActivities({
  heartbeatMs = HEARTBEAT_MS,
  ...means
}: NoticeMeans): NoticeActivities {
  return { deliverNotices: () => beating(heartbeatMs, () => deliverNotices(means)) }
}

/**
 * Sends the mails that are due, one by one. A mail that was sent but not marked, because the process
 * was killed in between, is sent again with the same Message-ID, by which mail servers and readers
 * recognise it.
 */
export async function deliverNotices({
  store,
  mailer,
  log,
  now = () => new Date(),
}: Omit<NoticeMeans, 'heartbeatMs'>): Promise<DeliveryReport> {
  let sent = 0
  let fault: string | null = null
  for (let tried = 0; mailer !== null && fault === null && tried < AT_ONCE; tried += 1) {
    const notice = await claimNext(store, now())
    if (notice === null) break
    try {
      if (await deliver(store, mailer, notice, now())) sent += 1
    } catch (error) {
      if (!(error instanceof MailUnavailable)) throw error
      fault = error.code
      log.warn({ notice: notice._id, fault }, 'mail not sent')
    }
  }
  const waiting = await store.notices.countDocuments({ 'mail.state': 'waiting' })
  return { sent, waiting, fault, isConfigured: mailer !== null }
}

/** Takes the oldest due mail for this process; null if there is none. */
async function claimNext(store: Store, at: Date): Promise<Notice | null> {
  return store.notices
    .findOneAndUpdate(
      { 'mail.state': 'waiting', 'mail.nextAttemptAt': { $lte: at } },
      { $set: { 'mail.nextAttemptAt': new Date(at.getTime() + MAIL_CLAIM_MS) } },
      { sort: { 'mail.nextAttemptAt': 1 }, returnDocument: 'after' },
    )
    .lean()
}

/** @returns whether a mail was sent */
async function deliver(store: Store, mailer: Mailer, notice: Notice, at: Date): Promise<boolean> {
  const account = await store.accounts.findById(notice.accountId, { email: 1 }).lean()
  if (isTooOldForMail(notice.at, at)) return setMail(store, notice, { state: 'expired' })
  if (!account?.email) return setMail(store, notice, { state: 'noAddress' })
  try {
    await mailer.send(notice, account.email)
  } catch (error) {
    if (error instanceof MailRefused) return setMail(store, notice, { state: 'refused' })
    if (!(error instanceof MailUnavailable)) throw error
    const attempts = notice.mail.attempts + 1
    await setMail(store, notice, { attempts, nextAttemptAt: nextMailAttempt(attempts, at) })
    throw error
  }
  await setMail(store, notice, { state: 'sent', sentAt: at })
  return true
}

async function setMail(
  store: Store,
  { _id }: Notice,
  mail: Partial<Notice['mail']>,
): Promise<false> {
  const fields = Object.entries(mail).map(([name, value]) => [`mail.${name}`, value])
  await store.notices.updateOne(
    { _id, 'mail.state': 'waiting' },
    { $set: Object.fromEntries(fields) as Record<string, unknown> },
  )
  return false
}
