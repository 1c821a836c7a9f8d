/** Tells what was done and how long it took; what takes longer is told when it begins to. */
import { messages } from './messages.mjs'

/**
 * @template T
 * @param {string} what in the reader's words
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const startedAt = performance.now()
  const patience = setTimeout(() => console.log(`  … ${what}`), 2_000)
  try {
    const result = await work()
    console.log(`  ✓ ${what} (${messages.seconds(performance.now() - startedAt)})`)
    return result
  } catch (error) {
    console.log(`  ✗ ${what}`)
    throw error
  } finally {
    clearTimeout(patience)
  }
}
