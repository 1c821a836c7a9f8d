/** Errors that a page may answer with. Texts are catalogue keys, shown on the error page (D9). */
import type { Closure } from '../../../../workflows/domain/accountState'
import type { CertificateFault } from '../../certificates/faults'

/** Values that a text of the catalogue takes. */
export type TextValues = Record<string, string | number>

/** The page does not exist, or belongs to someone else. */
export class NotFound extends Error {
  override readonly name = 'NotFound'
}

/** The account's roles do not allow this page. */
export class Forbidden extends Error {
  override readonly name = 'Forbidden'
}

/** The page was open too long, or the form did not come from this app. */
export class StaleForm extends Error {
  override readonly name = 'StaleForm'
}

/** The request itself is broken: no browser sends it like this. */
export class MalformedRequest extends Error {
  override readonly name = 'MalformedRequest'
}

/** No page is used with this method. */
export class MethodNotAllowed extends Error {
  override readonly name = 'MethodNotAllowed'
  constructor(readonly allowed: readonly string[]) {
    super(`Allowed: ${allowed.join(', ')}`)
  }
}

/** Too many attempts in a short time. */
export class TooManyAttempts extends Error {
  override readonly name = 'TooManyAttempts'
  constructor(readonly retryAfterSeconds: number) {
    super(`Try again in ${retryAfterSeconds} s`)
  }
}

/** A body, or a part of it, is larger than any form of the app. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

/**
 * A business rule refuses the request; the page says which, and what can be done instead.
 * @example throw new BusinessRefusal('refusal.alreadyDecided', { who, when }, { next: { href:
 *   '/queue', key: 'bureau.toQueue' } })
 */
export class BusinessRefusal extends Error {
  override readonly name = 'BusinessRefusal'
  readonly status: 409 | 422
  /** Link to the next step; the home page by default. */
  readonly next: { href: string; key: string } | null
  /** Further links. */
  readonly further: readonly { href: string; key: string }[]
  /** Text of the person that was not used, shown to copy; null if there is none. */
  readonly kept: { key: string; text: string } | null

  constructor(
    readonly key: string,
    readonly values: TextValues = {},
    {
      status = 409,
      next = null,
      further = [],
      kept = null,
    }: {
      status?: 409 | 422
      next?: BusinessRefusal['next']
      further?: BusinessRefusal['further']
      kept?: BusinessRefusal['kept']
    } = {},
  ) {
    super(key)
    this.status = status
    this.next = next
    this.further = further
    this.kept = kept
  }
}

/** Why somebody cannot come in with the certificate they have shown (S4). */
export type CertificateRefusal =
  CertificateFault | 'noAccount' | 'severalAccounts' | 'notForYou' | `closed.${Closure}`

/** A certificate opens nothing; its page says why, and what to do (S4). */
export class CertificateRefused extends Error {
  override readonly name = 'CertificateRefused'
  constructor(
    readonly reason: CertificateRefusal,
    /** When the certificate can be used; null if that is not known. */
    readonly validity: { from: Date; until: Date } | null,
  ) {
    super(reason)
  }
}

/** The errors of a form, per field; the kit shows the form again with all entries. */
export class FormRefused extends Error {
  override readonly name = 'FormRefused'
  constructor(readonly faults: readonly FormFault[]) {
    super(faults.map(({ field, key }) => `${field}: ${key}`).join(', '))
  }
}

export interface FormFault {
  /** Name of the field, and the id of its control. */
  field: string
  key: string
  values?: TextValues
}

/** Whether the error is a refusal and not a fault of the system. */
export function isRefusal(error: unknown): boolean {
  return [
    NotFound,
    Forbidden,
    StaleForm,
    TooManyAttempts,
    BodyTooLarge,
    MalformedRequest,
    MethodNotAllowed,
    BusinessRefusal,
    CertificateRefused,
    FormRefused,
  ].some((kind) => error instanceof kind)
}
