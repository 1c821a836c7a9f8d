/**
 * The named people of the demo once more, for one test file alone: the same names, ages and
 * families, with other user names and identity numbers.
 */
import type { DemoPeople } from '../../deploy/demo/loadPeople'
import type { DemoAccount } from '../../services/kps/people/account'
import { namedFamilies, namedStaff } from '../../services/kps/people/namedStaff'
import type { DemoPerson } from '../../services/kps/people/person'
import { shifted } from '../../services/kps/register'

/** The user name that an account of the demo has in a copy. */
export const ownUsername = (username: string, copy: number) => `${username}.${copy}`

/** @param copy which one, counted from 1 */
export function copyOfNamedPeople(copy: number): DemoPeople {
  const copies = new Map<DemoPerson, DemoPerson>()
  function ownPerson(person: DemoPerson): DemoPerson {
    const known = copies.get(person)
    if (known !== undefined) return known
    // The stand-in of KPS knows the copies by these numbers.
    const own = { ...person, identityNumber: shifted(person.identityNumber, copy) }
    copies.set(person, own)
    return own
  }
  const ownAccount = (account: DemoAccount): DemoAccount => ({
    ...account,
    username: ownUsername(account.username, copy),
    person: ownPerson(account.person),
  })
  return {
    accounts: namedStaff.map(ownAccount),
    families: namedFamilies.map(({ staff, members }) => ({
      staff: ownAccount(staff),
      members: members.map(({ relation, person }) => ({ relation, person: ownPerson(person) })),
    })),
  }
}
