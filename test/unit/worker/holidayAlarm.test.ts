import { reportEndOfHolidays } from '../../../services/worker/holidayAlarm'
import { HOLIDAYS_KNOWN_UNTIL } from '../../../workflows/domain/holidays'
import { addDays } from '../../../workflows/domain/istanbul'

it.each([
  [366, 0],
  [365, 0],
  [364, 1],
  [-1, 1],
])('%i days before the end of the table of holidays there are %i alarms', (days, alarms) => {
  const error = jest.fn()
  reportEndOfHolidays({ error }, addDays(HOLIDAYS_KNOWN_UNTIL, -days))
  expect(error).toHaveBeenCalledTimes(alarms)
})
