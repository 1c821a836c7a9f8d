/** Periods of the head's figures, and the steps of their charts. */
import { periodOf, stepsOf } from '../../../services/bureau/period'
import { DAY_MS } from '../../support/durations'

const FRIDAY = '2026-11-27'

it.each([
  ['week', '2026-11-23'],
  ['month', '2026-11-01'],
  ['year', '2026-01-01'],
] as const)('the current %s begins on %s and ends today', (period, first) => {
  expect(periodOf({ period }, FRIDAY)).toEqual({ current: period, first, last: FRIDAY })
})

it('takes the days that were chosen, in any order, and ten years at most', () => {
  const chosen = (from?: string, to?: string) => periodOf({ period: 'month', from, to }, FRIDAY)
  const march = { current: null, first: '2026-03-01', last: '2026-03-31' }
  expect(chosen('2026-03-01', '2026-03-31')).toEqual(march)
  expect(chosen('2026-03-31', '2026-03-01')).toEqual(march)
  expect(chosen('2026-11-20')).toEqual({ current: null, first: '2026-11-20', last: FRIDAY })
  expect(chosen('1026-01-01', '2026-01-01').first).toBe('2015-12-26')
})

it.each([
  ['2026-11-23', '2026-11-27', 'day', 5],
  ['2026-11-01', '2026-11-27', 'week', 5],
  ['2026-01-01', '2026-11-27', 'month', 11],
  ['2020-06-01', '2026-11-27', 'year', 7],
] as const)('divides %s to %s by the %s, with no day left out', (first, last, kind, count) => {
  const steps = stepsOf({ first, last })
  expect(steps).toHaveLength(count)
  expect(steps.map((step) => step.kind)).toEqual(Array(count).fill(kind))
  expect([steps[0]!.first, steps.at(-1)!.last]).toEqual([first, last])
  for (const [index, step] of steps.slice(1).entries()) {
    const dayBefore = new Date(Date.parse(step.first) - DAY_MS).toISOString().slice(0, 10)
    expect(steps[index]!.last).toBe(dayBefore)
  }
})
