/** Keeps what the head has set, for the pages of a process: leave, and the sentences of rejections. */
import { setInterval } from 'node:timers'
import type { Log } from '../log/log'
import type { Store } from '../store/connection'
import { readLeave } from '../store/leave'
import { countWithLeave } from './texts/format/dates'
import { showSentences } from './texts/reasonSentences'

/**
 * A clerk can reject for a reason as soon as the head has added it. A decision mostly waits for ten
 * seconds before it is sent; by then the portal has read what the applicant will be shown.
 */
const EVERY_MS = 5_000

/** Reads the settings now and every few seconds; other processes change them. @returns what ends it */
export async function keepSettings(
  store: Pick<Store, 'leaveDays' | 'reasonSentences'>,
  log: Log,
): Promise<() => void> {
  const renew = async () => {
    try {
      countWithLeave(await readLeave(store))
      showSentences(await store.reasonSentences.find().lean())
    } catch (error) {
      log.warn({ err: error }, 'the settings of the head could not be read')
    }
  }
  await renew()
  const timer = setInterval(() => void renew(), EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
