/** The demo's people are those that the demo guide describes, on any day of loading. */
import { DEMO_PASSWORD, UNITS } from '../../../services/kps/people/account'
import { demoAccounts, demoFamilies } from '../../../services/kps/people/people'
import { registerOnlyFamilies } from '../../../services/kps/people/registerOnly'
import { birthDateOn } from '../../../services/kps/people/person'
import type { DemoPerson } from '../../../services/kps/people/person'
import { BirthDate } from '../../../workflows/domain/birthDate'
import { ineligibilityOf } from '../../../workflows/domain/eligibility'
import { isIdentityNumber } from '../../../workflows/domain/identityNumber'

const DAYS = ['2026-11-24', '2027-02-28', '2027-03-01', '2028-02-29', '2028-12-31', '2029-01-01']

const everybody = [
  ...new Set([
    ...demoAccounts.map(({ person }) => person),
    ...demoFamilies.flatMap(({ members }) => members.map(({ person }) => person)),
  ]),
]
const accountNamed = (username: string) =>
  demoAccounts.find((account) => account.username === username)!
const familyOf = (username: string) =>
  demoFamilies.find(({ staff }) => staff.username === username)?.members ?? []
const worksAtMinistry = (person: DemoPerson) =>
  demoAccounts.some((account) => account.person === person)
const ages = (username: string) =>
  familyOf(username).map(({ relation, person }) =>
    relation === 'spouse' ? 'spouse' : person.age.years,
  )

it('S5 accounts have the documented names, roles and password', () => {
  expect(DEMO_PASSWORD).toBe('Demo-2026-Kart')
  expect(demoAccounts.slice(0, 9).map(({ username, roles }) => [username, ...roles])).toEqual([
    ['personel1', 'staff'],
    ['personel2', 'staff'],
    ['personel3', 'staff'],
    ['personel4', 'staff'],
    ['personel5', 'staff'],
    ['buro1', 'clerk', 'staff'],
    ['buro2', 'clerk'],
    ['buro.sef', 'head'],
    ['proje.yoneticisi', 'projectManager'],
  ])
})

it('user names, registry numbers and identity numbers are unique', () => {
  for (const values of [
    demoAccounts.map(({ username }) => username),
    demoAccounts.map(({ registryNo }) => registryNo),
    demoAccounts.map(({ person }) => person.identityNumber),
    everybody.map(({ identityNumber }) => identityNumber),
  ]) {
    expect(new Set(values).size).toBe(values.length)
  }
})

it('user names contain plain letters only', () => {
  for (const { username } of demoAccounts) expect(username).toMatch(/^[a-z0-9]+(\.[a-z0-9]+)?$/)
})

it('identity numbers have valid check digits and a first digit that no real one has', () => {
  for (const { identityNumber } of everybody) {
    expect(isIdentityNumber(identityNumber)).toBe(true)
    expect(identityNumber).toMatch(/^100000/)
  }
})

it('names contain every letter that only Turkish has', () => {
  const names = everybody.map(({ name, surname }) => `${name} ${surname}`).join(' ')
  for (const letter of 'çÇğıIİöÖşŞüÜâ') expect(names).toContain(letter)
})

it.each(DAYS)('everybody has a valid date of birth and the intended age on %s', (today) => {
  for (const { age } of everybody) {
    const born = birthDateOn(today, age)
    expect(BirthDate.safeParse(born).success).toBe(true)
    const [year, month, day] = today.split('-').map(Number) as [number, number, number]
    const hadBirthday = month > born.month || (month === born.month && day >= born.day)
    expect(year - born.year - (hadBirthday ? 0 : 1)).toBe(age.years)
  }
})

it('S10 S11 S18 S21 personel1 has a spouse, an adult child at the ministry, one of 17 and one of 9', () => {
  expect(ages('personel1')).toEqual(['spouse', 24, 17, 9])
  const today = '2026-11-24'
  const reasons = familyOf('personel1').map(
    ({ relation, person }) =>
      ineligibilityOf(
        {
          relation,
          birthDate: birthDateOn(today, person.age),
          worksAtMinistry: worksAtMinistry(person),
        },
        today,
      )?.code,
  )
  expect(reasons).toEqual([undefined, 'worksAtMinistry', undefined, 'under15'])
})

it('S15 personel2 has no family on record', () => {
  expect(familyOf('personel2')).toEqual([])
})

it('D5 S18 personel3 and personel4 are married to each other and share a child of 16', () => {
  const [spouseOf3, childOf3] = familyOf('personel3')
  const [spouseOf4, childOf4] = familyOf('personel4')
  expect(spouseOf3!.person).toBe(accountNamed('personel4').person)
  expect(spouseOf4!.person).toBe(accountNamed('personel3').person)
  expect(childOf3!.person).toBe(childOf4!.person)
  expect(ages('personel3')).toEqual(['spouse', 16])
})

it('personel5 has a spouse and a child who has completed 15', () => {
  expect(ages('personel5')).toEqual(['spouse', 18])
})

it('D8 buro1 has a spouse, buro2 no family', () => {
  expect(ages('buro1')).toEqual(['spouse'])
  expect(familyOf('buro2')).toEqual([])
})

it('S6 S74 the project manager belongs to the unit of personel1, personel2 and personel3', () => {
  const { unit } = accountNamed('proje.yoneticisi')
  expect(
    demoAccounts.filter((account) => account.unit === unit).map(({ username }) => username),
  ).toEqual(expect.arrayContaining(['personel1', 'personel2', 'personel3']))
  expect(accountNamed('personel4').unit).not.toBe(unit)
})

it('every unit of the demo has staff', () => {
  expect(new Set(demoAccounts.map(({ unit }) => unit))).toEqual(new Set(Object.keys(UNITS)))
})

it('D4 one person turns 15 on the day of loading, and one has no recorded day of birth', () => {
  const children = demoFamilies.flatMap(({ members }) => members.map(({ person }) => person.age))
  expect(children).toContainEqual({ years: 15, birthdayDaysAgo: 0 })
  expect(children).toContainEqual(expect.objectContaining({ dayUnknown: true }))
})

describe('the families that only the register knows', () => {
  const TODAY = '2026-11-27'
  const membersOf = (username: string) =>
    registerOnlyFamilies.find(({ staff }) => staff.username === username)!.members
  const bornIn = (username: string) =>
    membersOf(username).map(({ person }) => birthDateOn(TODAY, person.age))

  it('S14 belong to accounts, and are not in the record', () => {
    for (const { staff } of registerOnlyFamilies) {
      expect(demoAccounts).toContain(staff)
      expect(demoFamilies.some((family) => family.staff === staff)).toBe(false)
    }
  })

  it('contain twins, one child, an adopted child and a child of divorced parents', () => {
    const [one, other] = bornIn('ikizler')
    expect(one).toEqual(other)
    for (const username of ['tek.cocuk', 'bosanmis', 'evlat.edinen'])
      expect(membersOf(username)).toHaveLength(1)
    expect(membersOf('evlat.edinen')[0]!.person.adopted).toBe(true)
  })

  it('D4 contain a child of 15 today, one of 29 February, and dates without day or month', () => {
    expect(bornIn('onbes.bugun')).toEqual([{ year: 2011, month: 11, day: 27 }])
    expect(bornIn('yirmidokuz.subat')).toEqual([{ year: 2012, month: 2, day: 29 }])
    expect(bornIn('gunsuz.tarih').map(({ day }) => day)).toEqual([0, 0])
    expect(bornIn('gunsuz.tarih')[1]!.month).toBe(0)
  })

  it('contain a dead, a foreign, a blue-card and a ministry spouse, and a name of 60 letters', () => {
    expect(membersOf('esi.vefat')[0]!.person.dead).toBe(true)
    expect(membersOf('yabanci.es')[0]!.person.identityNumber).toMatch(/^99/)
    expect(membersOf('mavi.kart')[0]!.person.registeredAs).toBe('blueCard')
    expect(worksAtMinistry(membersOf('es.bakanlikta')[0]!.person)).toBe(true)
    expect(membersOf('uzun.ad')[0]!.person.name.match(/\p{L}/gu)).toHaveLength(60)
  })
})
