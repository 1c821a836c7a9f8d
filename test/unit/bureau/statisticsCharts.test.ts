/** The charts of the figures: which rows of a table they draw, and what they say of the others. */
import { statisticsCharts } from '../../../services/bureau/viewModels/statisticsCharts'
import { STATISTICS_TABLES } from '../../../services/bureau/viewModels/statistics'
import type { StatisticsTables } from '../../../services/bureau/viewModels/statistics'
import type { BarChart } from '../../../services/bureau/charts/geometry'

function chartOfUnits(count: number) {
  const rows = Array.from({ length: count }, (_, index) => [`Birim ${index + 1}`, count - index])
  const empty = STATISTICS_TABLES.map((id) => [id, { id, title: id, columns: [], rows: [] }])
  const tables = Object.fromEntries(empty) as unknown as StatisticsTables
  tables.flow.columns = ['', 'A', 'B', 'C', 'D', 'E', 'F']
  tables.days.columns = ['', 'A']
  tables.units = { id: 'units', title: 'Birimler', columns: ['Birim', 'Gelen talep'], rows }
  const [chart] = statisticsCharts(tables, [], { t: (key) => key, language: 'tr' }).units
  const { bars, height, barHeight } = chart!.drawing as BarChart
  const last = bars.at(-1)!
  expect(last.y + barHeight).toBeLessThanOrEqual(height)
  return { drawn: bars.length, first: chart!.first }
}

it.each([
  [9, { drawn: 9, first: null }],
  [10, { drawn: 10, first: null }],
  [11, { drawn: 10, first: 10 }],
])('S74 of %i units draws at most ten, and says so when the table has more', (count, expected) => {
  expect(chartOfUnits(count)).toEqual(expected)
})
