/** Where the parts of a chart are, and the quantiles they show. */
import { barChart, columnChart, lineChart } from '../../../services/bureau/charts/geometry'
import { quantile } from '../../../services/bureau/viewModels/quantiles'

const series = (...values: (number | null)[]) => ({ name: 'A', values })

it('draws columns in proportion, all within the drawing', () => {
  const { columns, base, width } = columnChart(['1', '2'], [series(10, 5), series(0, 10)])
  expect(columns.map(({ series }) => series)).toEqual([0, 0, 1])
  const [first, second] = columns
  expect(second!.height / first!.height).toBeCloseTo(0.5, 2)
  for (const column of columns) {
    expect(column.y + column.height).toBeCloseTo(base, 1)
    expect(column.x + column.width).toBeLessThanOrEqual(width)
  }
})

it('draws few columns no wider than a finger, in the middle of their step', () => {
  const { columns, width, left } = columnChart(['1'], [series(3)])
  expect(columns[0]!.width).toBeLessThanOrEqual(64)
  expect(columns[0]!.x + columns[0]!.width / 2).toBeCloseTo((left + width - 4) / 2, 0)
})

it('draws nothing where there is no value, and no fraction on the axis of counts', () => {
  const { lines, points, ticks } = lineChart(['1', '2', '3'], [series(1, null, 2)])
  expect(points).toHaveLength(2)
  expect(lines[0]!.path.match(/M/g)).toHaveLength(2)
  expect(ticks.every(({ value }) => Number.isInteger(value))).toBe(true)
})

it('has as many labels as have room', () => {
  const steps = Array.from({ length: 26 }, (_, index) => String(index))
  const { labels } = columnChart(steps, [series(...steps.map(Number))])
  expect(labels.length).toBeLessThanOrEqual(7)
  expect(labels[0]!.text).toBe('0')
})

it('draws charts of nothing', () => {
  for (const chart of [columnChart([], [series()]), lineChart(['1'], [series(null)]), barChart([])])
    expect(JSON.stringify(chart)).not.toMatch(/NaN|null/)
})

it('makes the longest bar as wide as the drawing', () => {
  const { bars, width } = barChart([
    { name: 'a', value: 8 },
    { name: 'b', value: 2 },
  ])
  expect(bars.map((bar) => bar.width / width)).toEqual([1, 0.25])
})

it('finds median and 90th percentile among the values themselves', () => {
  const values = [
    { value: 5, count: 1 },
    { value: 0, count: 4 },
    { value: 2, count: 5 },
  ]
  expect(quantile(values, 0.5)).toBe(2)
  expect(quantile(values, 0.9)).toBe(2)
  expect(quantile(values, 0.95)).toBe(5)
  expect(quantile([{ value: 3, count: 1 }], 0.5)).toBe(3)
  expect(quantile([], 0.5)).toBeNull()
})
