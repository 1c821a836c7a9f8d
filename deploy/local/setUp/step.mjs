/** Prints each step with its duration; a slow step is also announced while it runs. */
import { messages } from './messages.mjs'

/**
 * @template T
 * @param {string} what shown to the user
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const startedAt = performance.now()
  const announce = setTimeout(() => console.log(`  … ${what}`), 2_000)
  try {
    const result = await work()
    console.log(`  ✓ ${what} (${messages.seconds(performance.now() - startedAt)})`)
    return result
  } catch (error) {
    console.log(`  ✗ ${what}`)
    throw error
  } finally {
    clearTimeout(announce)
  }
}
