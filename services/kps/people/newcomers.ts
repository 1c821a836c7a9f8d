/** Staff without an account: their project manager can open one (S6). */
import { account } from './account'
import type { DemoAccount, DemoFamily, UnitCode } from './account'
import { demoPerson } from './person'

/** The user name is the one that the account will get. */
function newcomer(
  ordinal: number,
  username: string,
  name: string,
  surname: string,
  unit: UnitCode,
) {
  const person = demoPerson(ordinal, name, surname, { years: 34, birthdayDaysAgo: ordinal - 400 })
  return account(username, person, String(240_000 + ordinal), unit, ['staff'])
}

const zehra = newcomer(420, 'zehra.gursoy', 'Zehra', 'Gürsoy', '1010')
const cagatay = newcomer(423, 'cagatay.incekara', 'Çağatay', 'İncekara', '1010')

export const newcomers: readonly DemoAccount[] = [
  zehra,
  cagatay,
  newcomer(425, 'tulin.sumer', 'Tülin', 'Sümer', '1010'),
  newcomer(426, 'sukru.ozgen', 'Şükrü', 'Özgen', '1030'),
  newcomer(427, 'emine.cevik', 'Emine', 'Çevik', '2076'),
]

export const newcomerFamilies: readonly DemoFamily[] = [
  {
    staff: zehra,
    members: [
      {
        relation: 'spouse',
        person: demoPerson(421, 'Cihan', 'Gürsoy', { years: 36, birthdayDaysAgo: 51 }),
      },
    ],
  },
  {
    staff: cagatay,
    members: [
      {
        relation: 'child',
        person: demoPerson(424, 'Elif', 'İncekara', { years: 16, birthdayDaysAgo: 8 }),
      },
    ],
  },
]
