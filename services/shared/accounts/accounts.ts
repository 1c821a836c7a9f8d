/** The accounts of the system as web apps see them: who it is, and whether the password is right (S5). */
import { createHash } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import type { Account } from '../store/account'
import type { Store } from '../store/connection'
import type { SignedInAccount } from './access'

export interface Accounts {
  /** Checks a password; an unknown name takes as long as a wrong password. */
  verify(username: string, password: string): Promise<PasswordCheck>
  /** The account as it is now, or null if it no longer exists. */
  find(accountId: string): Promise<SignedInAccount | null>
  /**
   * Sets a new password, which ends every session of the account. A page that calls this begins a
   * new one for the person who uses it.
   */
  changePassword(accountId: string, password: string): Promise<void>
}

export interface PasswordCheck {
  /** Null if the password is wrong or nobody has the name; people are not told which. */
  account: SignedInAccount | null
  /** The account with this name, also if the password is wrong; null if there is none. */
  namedAccountId: string | null
  /** The stored hash cannot be read, so no password is right. */
  isHashUnreadable: boolean
}

/** OWASP's parameters for argon2id; the library's own defaults are of this kind. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The stored form of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2)
}

export function createAccounts({ accounts }: Pick<Store, 'accounts'>): Accounts {
  // Compared with where there is no readable hash, so that every answer takes the same time.
  const nobodysPassword = hashPassword(crypto.randomUUID())

  async function matches(passwordHash: string | null, password: string): Promise<boolean | null> {
    try {
      if (passwordHash !== null) return await verify(passwordHash, password)
    } catch {
      // The library throws for a hash that it cannot read.
    }
    await verify(await nobodysPassword, password)
    return null
  }

  return {
    async verify(username, password) {
      const named = await accounts.findOne({ username }).lean()
      const isRight = await matches(named?.passwordHash ?? null, password)
      return {
        account: named !== null && isRight === true ? signedIn(named) : null,
        namedAccountId: named?._id ?? null,
        isHashUnreadable: named !== null && isRight === null,
      }
    },
    async find(accountId) {
      const account = await accounts.findById(accountId).lean()
      return account === null ? null : signedIn(account)
    },
    async changePassword(accountId, password) {
      await accounts.updateOne(
        { _id: accountId },
        { $set: { passwordHash: await hashPassword(password) } },
      )
    },
  }
}

function signedIn({
  _id,
  name,
  registryNo,
  unitCode,
  unitName,
  roles,
  personKey,
  passwordHash,
}: Account): SignedInAccount {
  const passwordVersion = versionOf(passwordHash)
  return { id: _id, name, registryNo, unitCode, unitName, roles, personKey, passwordVersion }
}

/** Changes whenever the stored hash does, and cannot be used to guess the password. */
function versionOf(passwordHash: string): string {
  return createHash('sha256').update(passwordHash).digest('base64url').slice(0, 22)
}
