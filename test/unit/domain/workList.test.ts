/** Order and filters of the bureau's work lists. */
import { ALL_STATES } from '../../../workflows/domain/requestState'
import { queueOf } from '../../../workflows/domain/allowedActions'
import {
  BUREAU_QUEUES,
  DUE_CHOICES,
  dueBounds,
  hasFilter,
  sortFieldsOf,
} from '../../../workflows/domain/workList'

it('reviews begin with the fewest working days left, the other lists with the longest waiting', () => {
  expect(sortFieldsOf('review')).toEqual(['dueAt', 'queuedAt'])
  for (const queue of BUREAU_QUEUES.filter((one) => one !== 'review'))
    expect(sortFieldsOf(queue)).toEqual(['queuedAt'])
})

it('a list has the filters by type and reason if its requests differ in them', () => {
  for (const queue of BUREAU_QUEUES) {
    const types = new Set(
      ALL_STATES.filter((state) => queueOf(state) === queue).map(({ type }) => type),
    )
    expect(hasFilter(queue, 'type')).toBe(types.size > 1)
    expect(hasFilter(queue, 'reason')).toBe(types.has('cancellationRequest'))
    expect(hasFilter(queue, 'due')).toBe(sortFieldsOf(queue).includes('dueAt'))
  }
})

describe('the filter by due day', () => {
  /** The choices that select a request due at the end of a day, as seen at an instant. */
  const chosen = (dueDay: string, now: string) => {
    const dueAt = `${dueDay}T15:00:00.000Z`
    return DUE_CHOICES.filter((choice) => {
      const { from, before } = dueBounds(choice, now)
      return (from === null || dueAt >= from) && dueAt < before
    })
  }

  it.each([
    ['the day before', '2026-11-26', ['overdue']],
    ['the day itself', '2026-11-27', ['today', 'thisWeek']],
    ['the Sunday', '2026-11-29', ['thisWeek']],
    ['the Monday after', '2026-11-30', []],
  ])('on a Friday: %s', (_, day, choices) => {
    expect(chosen(day, '2026-11-27T08:00:00Z')).toEqual(choices)
  })

  it.each([
    ['on Sunday, for the Monday after', '2026-11-30', '2026-11-29T12:00:00Z', []],
    ['on Monday, for the Sunday after', '2026-12-06', '2026-11-30T12:00:00Z', ['thisWeek']],
    ['on Monday, for the next Monday', '2026-12-07', '2026-11-30T12:00:00Z', []],
    ['on Saturday, for the Friday before', '2026-11-27', '2026-11-28T12:00:00Z', ['overdue']],
  ])('a week ends with its Sunday: %s', (_, day, now, choices) => {
    expect(chosen(day, now)).toEqual(choices)
  })

  it('a day begins at midnight in Istanbul', () => {
    expect(chosen('2026-11-27', '2026-11-27T20:59:59Z')).toContain('today')
    expect(chosen('2026-11-27', '2026-11-27T21:00:00Z')).toEqual(['overdue'])
  })
})
