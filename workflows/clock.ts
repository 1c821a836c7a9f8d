/** The time inside workflow code. */

/** Now, as an ISO instant: the same in every replay. */
export function now(): string {
  return new Date().toISOString()
}
