/** The accounts of the system as web apps see them: who is it, and is the password right (S5). */
import { hash, verify } from '@node-rs/argon2'
import type { Account } from '../store/account'
import type { Store } from '../store/connection'
import type { SignedInAccount } from './access'

export interface Accounts {
  /** The account with this user name and password, or null; which of the two was wrong is not told. */
  verify(username: string, password: string): Promise<SignedInAccount | null>
  /** The account as it is now, or null when it is gone. */
  find(accountId: string): Promise<SignedInAccount | null>
}

/** OWASP's parameters for argon2id; the library's own defaults are of this kind. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The stored form of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2)
}

export function createAccounts({ accounts }: Pick<Store, 'accounts'>): Accounts {
  // An unknown name takes as long as a wrong password: it is compared with a password nobody has.
  const nobodysPassword = hashPassword(crypto.randomUUID())
  return {
    async verify(username, password) {
      const account = await accounts.findOne({ username }).lean()
      const matches = await verify(account?.passwordHash ?? (await nobodysPassword), password)
      return account !== null && matches ? signedIn(account) : null
    },
    async find(accountId) {
      const account = await accounts.findById(accountId).lean()
      return account === null ? null : signedIn(account)
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
}: Account): SignedInAccount {
  return { id: _id, name, registryNo, unitCode, unitName, roles, personKey }
}
