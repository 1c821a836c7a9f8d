/** What can go wrong with protected identity numbers. No message repeats a number or a key. */

/** The configured keys cannot be used; the process must not start with them. */
export class MalformedIdentityKeys extends Error {
  override readonly name = 'MalformedIdentityKeys'
  constructor(why: string) {
    super(`Identity keys: ${why}`)
  }
}

/** Something other than eleven digits was given as an identity number. */
export class MalformedIdentityNumber extends Error {
  override readonly name = 'MalformedIdentityNumber'
  constructor() {
    super('An identity number has eleven digits')
  }
}

/** A record was sealed with a key that is no longer configured. */
export class UnknownIdentityKey extends Error {
  override readonly name = 'UnknownIdentityKey'
  constructor(readonly keyId: string) {
    super(`Identity key ${keyId} is not configured`)
  }
}

/** A sealed number was altered, or moved to another person's record. */
export class UnreadableIdentity extends Error {
  override readonly name = 'UnreadableIdentity'
  constructor(readonly personId: string) {
    super(`The identity number of person ${personId} cannot be read`)
  }
}
