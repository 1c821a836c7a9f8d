/** The accounts of the system as web apps see them: who it is, and whether the password is right (S5). */
import { createHash } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { closureOf } from '../../../workflows/domain/accountState'
import type { Closure, SignInWay } from '../../../workflows/domain/accountState'
import type { Account, AppName } from '../store/account'
import type { Store } from '../store/connection'
import type { SignedInAccount } from './access'

export interface Accounts {
  /** Checks a password; an unknown name takes as long as a wrong password. */
  verify(username: string, password: string): Promise<PasswordCheck>
  /** Looks for the account of somebody whom a certificate names (S4). */
  verifyHolder(holder: Holder): Promise<HolderCheck>
  /**
   * The account as it is now, or null if it no longer exists or can no longer be used.
   * @param way how its session began
   * @param since when it began; a session from before the account was last disabled has ended
   */
  find(accountId: string, way?: SignInWay, since?: Date): Promise<SignedInAccount | null>
  /** Notes a login. */
  recordSignIn(accountId: string, at: Date): Promise<void>
  /**
   * Sets a new password, which ends every session of the account. A page that calls this begins a
   * new one for the person who uses it.
   * @param account with the version of the password that it replaces
   * @returns the account with the new password; null if another password was set in the meantime
   */
  changePassword(
    account: Pick<SignedInAccount, 'id' | 'passwordVersion'>,
    password: string,
  ): Promise<SignedInAccount | null>
  /**
   * Marks the page that opens after login in an app (S8).
   * @param page its id; null for the standard page
   */
  setOpeningPage(accountId: string, app: AppName, page: string | null): Promise<void>
}

export interface PasswordCheck {
  /**
   * Null if the password is wrong or nobody has the name, and people are not told which; also null
   * if the account is closed.
   */
  account: SignedInAccount | null
  /** Why the account cannot be used although the password is right. */
  closed: Closure | null
  /** The account with this name, also if the password is wrong; null if there is none. */
  namedAccountId: string | null
  /** The stored hash cannot be read, so no password is right. */
  isHashUnreadable: boolean
}

/** Whom a certificate names, by what is stored of every account. */
export type Holder = Pick<Account, 'registryNo'> | Pick<Account, 'personKey'>

export interface HolderCheck extends Pick<PasswordCheck, 'account' | 'closed' | 'namedAccountId'> {
  /** Several accounts have this number, so that none can be chosen. */
  isAmbiguous: boolean
}

/** OWASP's parameters for argon2id; the library's own defaults are of this kind. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

/** The stored form of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(oneForm(password), ARGON2)
}

/** Whether this is the password of a stored hash; throws for a hash that cannot be read. */
export function isPasswordOf(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, oneForm(password))
}

/** Keyboards differ in how they send an accented letter. */
function oneForm(password: string): string {
  return password.normalize('NFKC')
}

export function createAccounts({ accounts }: Pick<Store, 'accounts'>): Accounts {
  // Compared with where there is no readable hash, so that every answer takes the same time.
  const nobodysPassword = hashPassword(crypto.randomUUID())

  async function matches(passwordHash: string | null, password: string): Promise<boolean | null> {
    try {
      if (passwordHash !== null) return await isPasswordOf(passwordHash, password)
    } catch {
      // The library throws for a hash that it cannot read.
    }
    await isPasswordOf(await nobodysPassword, password)
    return null
  }

  return {
    async verify(username, password) {
      const named = await accounts.findOne({ username }).lean()
      const isRight = await matches(named?.passwordHash ?? null, password)
      const rightOne = isRight === true ? named : null
      const closed = rightOne === null ? null : closureOf(rightOne, new Date())
      return {
        account: rightOne !== null && closed === null ? signedIn(rightOne) : null,
        closed,
        namedAccountId: named?._id ?? null,
        isHashUnreadable: named !== null && isRight === null,
      }
    },
    async verifyHolder(holder) {
      const [named, ...others] = await accounts.find(holder).limit(2).lean()
      if (named === undefined || others.length > 0)
        return { account: null, closed: null, namedAccountId: null, isAmbiguous: others.length > 0 }
      const closed = closureOf(named, new Date(), 'certificate')
      const account = closed === null ? signedIn(named, 'certificate') : null
      return { account, closed, namedAccountId: named._id, isAmbiguous: false }
    },
    async find(accountId, way = 'password', since = new Date()) {
      const account = await accounts.findById(accountId).lean()
      if (account === null || closureOf(account, new Date(), way) !== null) return null
      if (account.sessionsEndedAt !== undefined && since <= account.sessionsEndedAt) return null
      return signedIn(account, way)
    },
    async recordSignIn(accountId, at) {
      await accounts.updateOne(
        { _id: accountId },
        { $min: { firstSignedInAt: at }, $max: { lastSignedInAt: at } },
      )
    },
    async changePassword({ id, passwordVersion }, password) {
      const before = await accounts.findById(id, { passwordHash: 1 }).lean()
      if (before === null || versionOf(before.passwordHash) !== passwordVersion) return null
      const changed = await accounts
        .findOneAndUpdate(
          { _id: id, passwordHash: before.passwordHash },
          {
            $set: { passwordHash: await hashPassword(password) },
            $unset: { oneTimePasswordUntil: true },
          },
          { returnDocument: 'after' },
        )
        .lean()
      return changed === null ? null : signedIn(changed)
    },
    async setOpeningPage(accountId, app, page) {
      const field = `openingPages.${app}`
      await accounts.updateOne(
        { _id: accountId },
        page === null ? { $unset: { [field]: 1 } } : { $set: { [field]: page } },
      )
    },
  }
}

function signedIn(
  {
    _id,
    name,
    registryNo,
    unitCode,
    unitName,
    roles,
    username,
    personKey,
    openingPages = {},
    passwordHash,
    oneTimePasswordUntil,
    singleKeysOff = false,
  }: Account,
  signedInWith: SignInWay = 'password',
): SignedInAccount {
  return {
    id: _id,
    username,
    name,
    registryNo,
    unitCode,
    unitName,
    roles,
    personKey,
    openingPages,
    singleKeysOff,
    passwordVersion: versionOf(passwordHash),
    signedInWith,
    mustChangePassword: signedInWith === 'password' && oneTimePasswordUntil !== undefined,
  }
}

/** Changes whenever the stored hash does, and cannot be used to guess the password. */
function versionOf(passwordHash: string): string {
  return createHash('sha256').update(passwordHash).digest('base64url').slice(0, 22)
}
