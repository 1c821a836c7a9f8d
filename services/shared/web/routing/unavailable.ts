/** Errors that mean that a server the app needs does not answer at the moment. */

/** Classes of such errors that an app knows. */
export type UnavailableErrors = readonly (abstract new (...args: never[]) => Error)[]

/** Names of the MongoDB driver's errors; its classes differ between the copies of the driver. */
const NO_DATABASE =
  /^Mong(o|oose)(Network|ServerSelection|NotConnected|Pool|Topology|ClientClosed|OperationTimeout).*Error$/

/** Codes of a MongoDB server that is shutting down, recovering or no longer primary. */
const NOT_PRIMARY = new Set<unknown>([91, 189, 10_058, 10_107, 11_600, 11_602, 13_435, 13_436])

/** Codes of a connection that broke or was never made. */
const BROKEN_CONNECTION = new Set<unknown>([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
])

/** Whether an error, or the error that caused it, means that a needed server does not answer. */
export function isUnavailable(error: unknown, kinds: UnavailableErrors): boolean {
  if (!(error instanceof Error)) return false
  if (kinds.some((kind) => error instanceof kind) || NO_DATABASE.test(error.name)) return true
  return isSocketError(error) || isNotPrimary(error) || isUnavailable(error.cause, kinds)
}

/** A system call failed; the client's own broken connection is reported without one. */
function isSocketError(error: Error & { code?: unknown; syscall?: unknown }): boolean {
  return error.syscall !== undefined && BROKEN_CONNECTION.has(error.code)
}

function isNotPrimary(error: Error & { code?: unknown }): boolean {
  return error.name === 'MongoServerError' && NOT_PRIMARY.has(error.code)
}
