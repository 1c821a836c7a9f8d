/**
 * Faults of the population register. Their codes go into logs and histories, so they have a fixed
 * alphabet; reasons are for the log, with identity numbers removed (D12).
 */

const NOT_A_CODE = /[^\w:.-]+/g
const CODE_LENGTH = 64
const REASON_LENGTH = 300

/** Any failure to get an answer from the register. */
export abstract class RegistryError extends Error {
  readonly code: string
  /** The register's own words; null if it gave none. */
  readonly reason: string | null

  constructor(code: string, reason: string | null = null, options?: ErrorOptions) {
    const safeCode = code.replace(NOT_A_CODE, '_').slice(0, CODE_LENGTH)
    const safeReason = reason?.replace(/\d{11}/g, '***').slice(0, REASON_LENGTH) ?? null
    super(safeReason === null ? safeCode : `${safeCode}: ${safeReason}`, options)
    this.code = safeCode
    this.reason = safeReason
  }
}

/** No answer: no connection, a time-out, or an answer that is no SOAP message. */
export class RegistryUnavailable extends RegistryError {
  override readonly name = 'RegistryUnavailable'
}

/** The register answered with a fault; code and reason are those of the SOAP fault. */
export class RegistryFault extends RegistryError {
  override readonly name = 'RegistryFault'
}

/**
 * The register does not accept our user, or the agreement does not cover the query. Only an operator
 * can change that.
 */
export class RegistryNotAuthorised extends RegistryError {
  override readonly name = 'RegistryNotAuthorised'
}

/** The register refused the security token; a new one may help. */
export class RegistryTokenRefused extends RegistryError {
  override readonly name = 'RegistryTokenRefused'
}

/** An answer that does not have the agreed form. The code names the field, never its value. */
export class RegistryAnswerUnreadable extends RegistryError {
  override readonly name = 'RegistryAnswerUnreadable'
}
