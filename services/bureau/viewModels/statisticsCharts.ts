/** The charts of the head's figures, drawn from the tables next to them. */
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import { barChart, columnChart, lineChart } from '../charts/geometry'
import type { BarChart, ColumnChart, LineChart, Series } from '../charts/geometry'
import type { Step } from '../period'
import type { Table } from '../tables/table'
import { stepLabel } from './statistics'
import type { StatisticsTable, StatisticsTables } from './statistics'

interface Drawing {
  kind: 'columns' | 'lines' | 'bars'
  /** What it shows, for those who do not see it. */
  label: string
  /** Names of the series; empty if there is one alone. */
  legend: string[]
  /** How many bars it has, if its table has more rows. */
  first: number | null
  drawing: ColumnChart | LineChart | BarChart
}

/** Maximum number of bars; the table has all rows. */
const MOST_BARS = 10

/** The charts of each table; of the flow, how much and how soon. */
export function statisticsCharts(
  tables: StatisticsTables,
  steps: readonly Step[],
  { t, language }: { t: Translate; language: Language },
): Record<StatisticsTable, Drawing[]> {
  const labels = steps.map((step) => stepLabel(step, language))
  const { flow, days } = tables
  const label = (key: string) => t(`bureau.statistics.chart.${key}`)
  const [arrived, decided, median, ninetieth] = [1, 2, 5, 6].map((column) => seriesOf(flow, column))
  const count = seriesOf(days, 1)
  return {
    flow: [
      {
        kind: 'columns',
        label: label('flow'),
        legend: [arrived!.name, decided!.name],
        first: null,
        drawing: columnChart(labels, [arrived!, decided!]),
      },
      {
        kind: 'lines',
        label: label('waited'),
        legend: [median!.name, ninetieth!.name],
        first: null,
        drawing: lineChart(labels, [median!, ninetieth!]),
      },
    ],
    days: [
      {
        kind: 'columns',
        label: label('days'),
        legend: [],
        first: null,
        drawing: columnChart(
          days.rows.map(([name]) => (/^\d+$/.test(String(name)) ? String(name) : '+')),
          [count],
        ),
      },
    ],
    reasons: barsOf(tables.reasons, label('reasons')),
    units: barsOf(tables.units, label('units')),
    clerks: barsOf(tables.clerks, label('clerks')),
  }
}

function seriesOf({ columns, rows }: Table, column: number): Series {
  return {
    name: columns[column]!,
    values: rows.map((row) => (typeof row[column] === 'number' ? row[column] : null)),
  }
}

function barsOf({ rows }: Table, label: string): Drawing[] {
  if (rows.length === 0) return []
  const bars = rows
    .slice(0, MOST_BARS)
    .map(([name, value]) => ({ name: String(name), value: Number(value) }))
  const first = rows.length > MOST_BARS ? MOST_BARS : null
  return [{ kind: 'bars', label, legend: [], first, drawing: barChart(bars) }]
}
