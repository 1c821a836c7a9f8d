import type { Log } from '../log/log'

/**
 * The run has ended although its record is still open: it failed or was terminated, or its history is
 * gone. This is a fault and must not look like a refusal (D9); an operator begins the run again.
 */
export class RunLost extends Error {
  override readonly name = 'RunLost'
  /** @param requestNumber of the request; for a card in production, of the request it was made for */
  constructor(readonly requestNumber: string) {
    super(`The run of ${requestNumber} has ended before its record`)
  }

  /** What the operator runs. */
  get command(): string {
    return `npm run repair -- ${this.requestNumber}`
  }
}

/**
 * Reports a lost run to the operators, of a request or of a card in production: a line of level error
 * with what to run. The same words wherever it is met, so that one alarm finds them all.
 */
export function logRunLost(log: Pick<Log, 'error'>, lost: RunLost): void {
  const { requestNumber, command } = lost
  log.error({ err: lost, requestNumber, command }, 'the run of an open request is lost')
}
