/** What a clerk is shown about a person who has changed since the request was filed. */
import { changesSinceFiling } from '../../../workflows/domain/personChanges'
import type { PersonFacts, PersonNow } from '../../../workflows/domain/personChanges'

const TODAY = '2026-11-24'
const filed: PersonFacts = {
  name: 'Işıl',
  surname: 'Yıldırım',
  birthDate: { year: 2009, month: 5, day: 19 },
  relation: 'child',
  worksAtMinistry: false,
}
const now = (over: Partial<PersonNow> = {}): PersonNow => ({ ...filed, left: null, ...over })
const changes = (over: Partial<PersonNow>, before: PersonFacts | null = filed) =>
  changesSinceFiling(before, now(over), TODAY)

it('is nothing for a person of whom all is as it was', () => {
  expect(changes({})).toEqual([])
  expect(changes({}, null)).toEqual([])
})

it.each(['died', 'marriageEnded', 'notListed'] as const)(
  'S10 S11 names why they left: %s',
  (reason) => {
    expect(changes({ left: reason })).toEqual([{ code: 'left', reason }])
    expect(changes({ left: reason }, null)).toEqual([{ code: 'left', reason }])
  },
)

it('S18 names that they now work at the ministry, but not if they did at filing', () => {
  expect(changes({ worksAtMinistry: true })).toEqual([{ code: 'worksAtMinistry' }])
  expect(changes({ worksAtMinistry: true }, { ...filed, worksAtMinistry: true })).toEqual([])
})

it('S21 D4 names a child whose corrected birth date makes them too young', () => {
  const birthDate = { year: 2012, month: 5, day: 19 }
  expect(changes({ birthDate })).toEqual([
    { code: 'under15', completesOn: '2027-05-19' },
    { code: 'birthDate', before: filed.birthDate, now: birthDate },
  ])
})

it('names another name, surname and relation, the gravest first', () => {
  expect(changes({ surname: 'Koç', name: 'Işık', relation: 'spouse', left: 'died' })).toEqual([
    { code: 'left', reason: 'died' },
    { code: 'surname', before: 'Yıldırım', now: 'Koç' },
    { code: 'name', before: 'Işıl', now: 'Işık' },
    { code: 'relation', before: 'child', now: 'spouse' },
  ])
})
