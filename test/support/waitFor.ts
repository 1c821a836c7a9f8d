/** Tests wait for conditions, never for a fixed time. */
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Waits until a condition returns a truthy value, and returns that.
 * @param what part of the error message, such as "the request's row"
 * @throws if time runs out; the error of the last attempt is the cause
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
      throw new Error(`Timed out after ${timeoutMs} ms waiting for ${what}`, { cause })
    await pause(50)
  }
}
