/**
 * The run has ended although its record is still open: it failed or was terminated. This is a fault
 * and must not look like a refusal (D9).
 */
export class RunLost extends Error {
  override readonly name = 'RunLost'
  /** @param what the request or card, by its id */
  constructor(what: string) {
    super(`The run of ${what} has ended before its record`)
  }
}
