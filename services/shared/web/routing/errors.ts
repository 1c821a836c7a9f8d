/** What a page can answer other than what was asked for. Texts are catalogue keys; the error page shows them (D9). */

/** Values that a text of the catalogue takes. */
export type TextValues = Record<string, string | number>

/** The address leads nowhere, or to something that is not this person's. */
export class NotFound extends Error {
  override readonly name = 'NotFound'
}

/** Signed in, but this page is for other roles. */
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

/** A body, or a part of one, larger than any form of the app sends. */
export class BodyTooLarge extends Error {
  override readonly name = 'BodyTooLarge'
}

/**
 * A rule of the business says no, and the page says which: a person can understand it and do something else.
 * @example throw new BusinessRefusal('refusal.alreadyDecided', { who, when }, { next: { href: '/queue', key: 'bureau.toQueue' } })
 */
export class BusinessRefusal extends Error {
  override readonly name = 'BusinessRefusal'
  readonly status: 409 | 422
  /** Where to go from here; the home page when not given. */
  readonly next: { href: string; key: string } | null
  /** Other ways on. */
  readonly further: readonly { href: string; key: string }[]
  /** Something the person wrote that was not used, shown to copy; null when there is nothing. */
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

/** What is wrong with a form, field by field; the kit sends the person back to it with all they had entered. */
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

/** Whether somebody did something that is not allowed, as against the system failing. */
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
    FormRefused,
  ].some((kind) => error instanceof kind)
}
