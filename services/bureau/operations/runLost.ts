/**
 * The run is over although its record still waits: it failed, or was ended by hand. A fault of the system, which must not
 * look like a refusal (D9).
 */
export class RunLost extends Error {
  override readonly name = 'RunLost'
  /** @param what the request or card, by its id */
  constructor(what: string) {
    super(`The run of ${what} has ended before its record`)
  }
}
