/** For whom a card can be requested, to the day. */
import { ineligibilityOf } from '../../../workflows/domain/eligibility'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { born } from '../../support/born'

const child = (date: string) =>
  ({ relation: 'child', birthDate: born(date), worksAtMinistry: false }) as const
const spouse = {
  relation: 'spouse',
  birthDate: born('12.04.1986'),
  worksAtMinistry: false,
} as const

it('S10 a card can be requested for a spouse of any age', () => {
  expect(ineligibilityOf(spouse, '2026-11-24')).toBeNull()
  expect(ineligibilityOf({ ...spouse, birthDate: born('2012') }, '2026-11-24')).toBeNull()
})

it('S11 a card can be requested for a child who has completed 15', () => {
  expect(ineligibilityOf(child('03.09.2009'), '2026-11-24')).toBeNull()
})

it('S21 no card can be requested for a younger child, and the first possible day is returned', () => {
  expect(ineligibilityOf(child('21.01.2016'), '2026-11-24')).toEqual({
    code: 'under15',
    completesOn: '2031-01-21',
  })
})

it.each(['spouse', 'child'] as const)(
  'S18 S19 S20 no card can be requested for a %s at the ministry',
  (relation) => {
    expect(ineligibilityOf({ ...spouse, relation, worksAtMinistry: true }, '2026-11-24')).toEqual({
      code: 'worksAtMinistry',
    })
  },
)

describe('D4 15 is completed', () => {
  it.each([
    ['on the birthday', '24.11.2011', '2026-11-23', '2026-11-24'],
    [
      'on 1 March of a common year when born on 29 February',
      '29.02.2012',
      '2027-02-28',
      '2027-03-01',
    ],
    ['on the last day of the month when the day is unknown', '04.2011', '2026-04-29', '2026-04-30'],
    [
      'on the last day of December when only the month is known',
      '12.2011',
      '2026-12-30',
      '2026-12-31',
    ],
    [
      'on 28 February when born on an unknown day of a common February',
      '02.2011',
      '2026-02-27',
      '2026-02-28',
    ],
    [
      'on 1 March when born on an unknown day of a leap February',
      '02.2012',
      '2027-02-28',
      '2027-03-01',
    ],
    ['on the last day of the year when the month is unknown', '2011', '2026-12-30', '2026-12-31'],
  ])('%s', (_, date, dayBefore, day) => {
    expect(ineligibilityOf(child(date), dayBefore)).toEqual({ code: 'under15', completesOn: day })
    expect(ineligibilityOf(child(date), day)).toBeNull()
  })

  it('on the day of Istanbul, which begins at 21:00 UTC', () => {
    const born = child('24.11.2011')
    expect(ineligibilityOf(born, istanbulDayOf('2026-11-23T20:59:59.999Z'))).not.toBeNull()
    expect(ineligibilityOf(born, istanbulDayOf('2026-11-23T21:00:00.000Z'))).toBeNull()
  })
})

it('D4 the day of an instant is that of Istanbul, in summer, in winter and across the year', () => {
  expect(istanbulDayOf('2026-07-14T20:59:59Z')).toBe('2026-07-14')
  expect(istanbulDayOf('2026-07-14T21:00:00Z')).toBe('2026-07-15')
  expect(istanbulDayOf('2026-12-31T20:59:59Z')).toBe('2026-12-31')
  expect(istanbulDayOf('2026-12-31T21:00:00Z')).toBe('2027-01-01')
})
