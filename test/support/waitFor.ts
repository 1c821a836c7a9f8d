/** Tests wait for what they need, and never for a time. */
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Waits until a condition gives something true, and gives that back.
 * @param what stands in the error, such as "the request's row"
 * @throws when it stays untrue; an error of the last try is the cause
 */
export async function waitFor<T>(
  condition: () => T | Promise<T>,
  { what, timeoutMs = 30_000 }: { what: string; timeoutMs?: number },
): Promise<Exclude<Awaited<T>, null | undefined | false>> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    let cause: unknown
    try {
      const value = await condition()
      if (value) return value as Exclude<Awaited<T>, null | undefined | false>
    } catch (error) {
      cause = error
    }
    if (Date.now() > deadline)
      throw new Error(`Waited ${timeoutMs} ms in vain for ${what}`, { cause })
    await pause(50)
  }
}
