/** A staff member with a grown-up child for each life, and the clerks. */
import { accountsOf } from '../support/webServer'
import { writeRelative } from '../support/relatives'
import type { System } from './system'

export interface Family {
  username: string
  childId: string
}

const MADE_AT_ONCE = 50

/** @returns one family for each life; clerks are named by `clerkName` */
export async function makePeople(
  { store, vault }: System,
  { lives, clerks }: { lives: number; clerks: number },
): Promise<Family[]> {
  const staff = Array.from({ length: lives }, (_, life) => `personel-${life}`)
  const people = Object.fromEntries([
    ...staff.map((username) => [username, { name: 'Deniz Kaya', roles: ['staff'] as const }]),
    ...Array.from({ length: clerks }, (_, lane) => [
      clerkName(lane),
      { name: 'Aygül Ünal', roles: ['clerk'] as const },
    ]),
  ]) as Parameters<typeof accountsOf>[0]
  await store.accounts.create(await accountsOf(people, (username) => `account-${username}`))
  const families: Family[] = []
  for (let first = 0; first < lives; first += MADE_AT_ONCE) {
    const some = staff.slice(first, first + MADE_AT_ONCE)
    families.push(...(await Promise.all(some.map((username) => familyOf(username)))))
  }
  return families

  async function familyOf(username: string): Promise<Family> {
    const { _id } = await writeRelative({ store, vault }, [`account-${username}`], 'child', {
      name: 'Ege',
      surname: 'Kaya',
      birthDate: { year: 2001, month: 5, day: 19 },
    })
    return { username, childId: _id }
  }
}

export function clerkName(lane: number): string {
  return `memur-${lane}`
}
