/** Opens an account for a member of staff, with a one-time password (S6). */
import type { Day } from '../../../workflows/domain/istanbul'
import { nameWords } from '../../../workflows/domain/nameWords'
import { plainLetters } from '../../../workflows/domain/plainLetters'
import type { Role } from '../../../workflows/domain/roles'
import type { Account } from '../store/account'
import type { Store } from '../store/connection'
import { isDuplicateKey } from '../store/duplicateKey'
import type { StaffMember } from '../store/staffMember'
import { createOneTimePassword } from './oneTimePassword'

/** The person has an account already. */
export class AccountExists extends Error {
  override readonly name = 'AccountExists'
}

/** The unit of a member of staff has not been loaded. */
export class UnitUnknown extends Error {
  override readonly name = 'UnitUnknown'
}

export interface NewAccount {
  roles: readonly Role[]
  /** Last day of use; no end if null. */
  expiresOn: Day | null
  /** Account id of the manager; null for an operator. */
  openedBy: string | null
}

/** The user name of a person whose name has no Latin letter. */
const NAMELESS = 'personel'

/** What is handed to the person, once. */
export interface HandedOut {
  account: Account
  /** The one-time password in clear. */
  password: string
}

/**
 * @throws AccountExists
 * @throws UnitUnknown
 */
export async function openAccount(
  store: Pick<Store, 'accounts' | 'units'>,
  member: StaffMember,
  { roles, expiresOn, openedBy }: NewAccount,
  now: Date,
): Promise<HandedOut> {
  const unit = await store.units.findById(member.unitCode).lean()
  if (unit === null) throw new UnitUnknown(member.unitCode)
  const { password, stored } = await createOneTimePassword(now)
  for (let attempt = 1; ; attempt += 1) {
    const account: Account = {
      ...member,
      ...stored,
      username: usernameFor(member.name, attempt),
      unitName: unit.name,
      nameWords: nameWords(member.name),
      roles: [...roles],
      openedAt: now,
      ...(openedBy === null ? {} : { openedBy }),
      ...(expiresOn === null ? {} : { expiresOn }),
    }
    try {
      await store.accounts.create(account)
      return { account, password }
    } catch (error) {
      if (!isDuplicateKey(error)) throw error
      if (error.keyPattern?.['username'] === undefined) throw new AccountExists()
    }
  }
}

/** `Ayşe Nur Öztürk` gets `ayse.ozturk`, the next one of that name `ayse.ozturk2`. */
export function usernameFor(name: string, attempt: number): string {
  const words = plainLetters(name)
    .split(/\s+/)
    .map((word) => word.replace(/[^a-z0-9]/g, ''))
    .filter((word) => word !== '')
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words
  return `${ends.join('.') || NAMELESS}${attempt === 1 ? '' : attempt}`
}
