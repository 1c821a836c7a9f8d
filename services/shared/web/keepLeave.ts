/** Keeps the administrative leave with which the pages of a process count working days. */
import { setInterval } from 'node:timers'
import type { Log } from '../log/log'
import type { Store } from '../store/connection'
import { readLeave } from '../store/leave'
import { countWithLeave } from './texts/format/dates'

const EVERY_MS = 30_000

/** Reads the leave now and every half minute; other processes change it. @returns what ends it */
export async function keepLeave(store: Pick<Store, 'leaveDays'>, log: Log): Promise<() => void> {
  const renew = async () => {
    try {
      countWithLeave(await readLeave(store))
    } catch (error) {
      log.warn({ err: error }, 'the administrative leave could not be read')
    }
  }
  await renew()
  const timer = setInterval(() => void renew(), EVERY_MS)
  timer.unref()
  return () => clearInterval(timer)
}
