/** Errors of the identity vault. No message repeats a number or a key. */

/** The configured keys are unusable; the process must not start. */
export class MalformedIdentityKeys extends Error {
  override readonly name = 'MalformedIdentityKeys'
  constructor(why: string) {
    super(`Identity keys: ${why}`)
  }
}

/** The identity number does not have eleven digits. */
export class MalformedIdentityNumber extends Error {
  override readonly name = 'MalformedIdentityNumber'
  constructor() {
    super('An identity number has eleven digits')
  }
}

/** The record was encrypted with a key that is no longer configured. */
export class UnknownIdentityKey extends Error {
  override readonly name = 'UnknownIdentityKey'
  constructor(readonly keyId: string) {
    super(`Identity key ${keyId} is not configured`)
  }
}

/** The encrypted number was altered or moved to another person's record. */
export class UnreadableIdentity extends Error {
  override readonly name = 'UnreadableIdentity'
  constructor(readonly personId: string) {
    super(`The identity number of person ${personId} cannot be read`)
  }
}
