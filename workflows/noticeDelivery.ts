/**
 * Sends the mails of notices as they come. A schedule starts it and starts it again when it has
 * ended, so that exactly one runs.
 */
import { sleep, workflowInfo } from '@temporalio/workflow'
import { now } from './clock'
import { sendingNotices } from './domain/waiting'
import { describeWaiting } from './operatorView'
import { notices } from './persistence'

/** Short enough for people who wait for a mail, long enough to cost nothing. */
const LOOK_AGAIN_AFTER = '20s'

/**
 * Runs until its history has grown long.
 * @returns how many mails it sent
 */
export async function noticeDelivery(): Promise<{ sent: number }> {
  let sent = 0
  do {
    const report = await notices.deliverNotices()
    sent += report.sent
    describeWaiting(sendingNotices(report), now())
    await sleep(LOOK_AGAIN_AFTER, { summary: 'Gidecek bildirimlere yeniden bakma zamanı' })
  } while (!workflowInfo().continueAsNewSuggested)
  return { sent }
}
