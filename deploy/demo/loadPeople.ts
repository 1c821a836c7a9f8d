/**
 * Writes the demo's accounts, people and families; keeps what an interrupted load has already
 * written.
 */
import { randomUUID } from 'node:crypto'
import type { IdentityVault } from '../../services/shared/identity/vault'
import type { Account } from '../../services/shared/store/account'
import type { Store } from '../../services/shared/store/connection'
import { hashPassword } from '../../services/shared/accounts/accounts'
import type { Day } from '../../workflows/domain/istanbul'
import { nameWords } from '../../workflows/domain/nameWords'
import { DEMO_PASSWORD, UNITS } from '../../services/kps/people/account'
import type { DemoAccount, DemoFamily } from '../../services/kps/people/account'
import { demoAccounts, demoFamilies } from '../../services/kps/people/people'
import { birthDateOn } from '../../services/kps/people/person'
import type { DemoPerson } from '../../services/kps/people/person'

/** An account of the demo, as the operations expect it. */
export interface Staff {
  /** Account id. */
  id: string
  unitCode: string
}

/** The records of the demo's people. */
export interface LoadedPeople {
  staffOf(account: DemoAccount): Staff
  personIdOf(person: DemoPerson): string
}

/** Accounts, and the families of those who have one. */
export interface DemoPeople {
  accounts: readonly DemoAccount[]
  families: readonly DemoFamily[]
}

const EVERYBODY: DemoPeople = { accounts: demoAccounts, families: demoFamilies }

/** @param today the date in Istanbul from which ages are computed */
export async function loadPeople(
  store: Store,
  vault: IdentityVault,
  today: Day,
  { accounts: staff, families }: DemoPeople = EVERYBODY,
): Promise<LoadedPeople> {
  const relatives = [
    ...new Set(families.flatMap(({ members }) => members.map(({ person }) => person))),
  ]
  await Promise.all([
    writeAccounts(store, vault, staff),
    writeRelatives(store, vault, relatives, today),
  ])

  const [accounts, people] = await Promise.all([
    store.accounts.find({}, { username: 1 }).lean(),
    store.people.find({}, { personKey: 1 }).lean(),
  ])
  const idsByUsername = new Map(accounts.map(({ _id, username }) => [username, _id]))
  const idsByKey = new Map(people.map(({ _id, personKey }) => [personKey, _id]))
  const loaded: LoadedPeople = {
    staffOf: ({ username, unit }) => ({ id: idsByUsername.get(username)!, unitCode: unit }),
    personIdOf: ({ identityNumber }) => idsByKey.get(vault.keyOf(identityNumber))!,
  }
  await writeFamilies(store, loaded, families)
  return loaded
}

/**
 * Adds what accounts of an earlier version lack: further staff, and the own identity number with
 * which the register is asked.
 */
export async function completeAccounts(store: Store, vault: IdentityVault): Promise<void> {
  const usernames = demoAccounts.map(({ username }) => username)
  const existing = await store.accounts
    .find({ username: { $in: usernames } }, { username: 1, identity: 1 })
    .lean()
  if (existing.length < demoAccounts.length) await writeAccounts(store, vault, demoAccounts)
  for (const { _id, username } of existing.filter(({ identity }) => identity === undefined)) {
    const { person } = demoAccounts.find((account) => account.username === username)!
    await store.accounts.updateOne(
      { _id },
      { $set: { identity: vault.seal(person.identityNumber, _id) } },
    )
  }
}

/** All accounts share a password and hashing is slow on purpose, so it is hashed once. */
async function writeAccounts(
  store: Store,
  vault: IdentityVault,
  staff: readonly DemoAccount[],
): Promise<void> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  await store.accounts.bulkWrite(
    staff.map(({ username, person, registryNo, unit, roles }, index) => {
      const accountId = randomUUID()
      return {
        updateOne: {
          filter: { username },
          update: {
            $setOnInsert: {
              _id: accountId,
              identity: vault.seal(person.identityNumber, accountId),
              passwordHash,
              name: `${person.name} ${person.surname}`,
              nameWords: nameWords(person.name, person.surname),
              registryNo,
              unitCode: unit,
              unitName: UNITS[unit],
              roles: [...roles],
              personKey: vault.keyOf(person.identityNumber),
              ...useOf(index),
            },
          },
          upsert: true,
        },
      }
    }),
  )
}

/** How an account was used so far: some never, and some not for a year, for their project manager. */
function useOf(index: number): Pick<Account, 'openedAt' | 'firstSignedInAt' | 'lastSignedInAt'> {
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3_600_000)
  if (index % 7 === 5) return { openedAt: daysAgo(20) }
  if (index % 7 === 6)
    return { openedAt: daysAgo(500), firstSignedInAt: daysAgo(490), lastSignedInAt: daysAgo(400) }
  return { openedAt: daysAgo(200), firstSignedInAt: daysAgo(190), lastSignedInAt: daysAgo(3) }
}

async function writeRelatives(
  store: Store,
  vault: IdentityVault,
  relatives: readonly DemoPerson[],
  today: Day,
): Promise<void> {
  await store.people.bulkWrite(
    relatives.map(({ identityNumber, name, surname, age }) => {
      const personId = randomUUID()
      return {
        updateOne: {
          filter: { personKey: vault.keyOf(identityNumber) },
          update: {
            $setOnInsert: {
              _id: personId,
              name,
              surname,
              nameWords: nameWords(name, surname),
              birthDate: birthDateOn(today, age),
              identity: vault.seal(identityNumber, personId),
            },
          },
          upsert: true,
        },
      }
    }),
  )
}

async function writeFamilies(
  store: Store,
  { staffOf, personIdOf }: LoadedPeople,
  families: readonly DemoFamily[],
): Promise<void> {
  await store.families.bulkWrite(
    families.map(({ staff, members }) => ({
      updateOne: {
        filter: { _id: staffOf(staff).id },
        update: {
          $setOnInsert: {
            fetchedAt: new Date(),
            members: members.map(({ relation, person }) => ({
              relation,
              personId: personIdOf(person),
            })),
          },
        },
        upsert: true,
      },
    })),
  )
}
