/**
 * Where the parts of a chart are: numbers for the attributes of its SVG, in units that CSS scales to
 * the width of the page. Colours and fonts are those of the styles.
 */
import { scaleBand, scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'

/** Narrow enough to be read on a phone, where it is the width of the page. */
const WIDTH = 360
const HEIGHT = 200
const LEFT = 38
const RIGHT = 4
const TOP = 10
const BOTTOM = 22
/** As many labels as have room below the axis. */
const MOST_LABELS = 7
const TICKS = 4
/** All columns of a step together; a few steps would be drawn as blocks otherwise. */
const WIDEST_STEP = 64

export interface Series {
  /** Catalogue text, shown in the legend. */
  name: string
  /** One for each step; null where there is none. */
  values: readonly (number | null)[]
}

interface Axes {
  width: number
  height: number
  left: number
  right: number
  /** Of the axis that the columns stand on. */
  base: number
  ticks: { y: number; value: number }[]
  labels: { x: number; y: number; text: string }[]
}

export interface ColumnChart extends Axes {
  columns: { series: number; x: number; y: number; width: number; height: number }[]
}

/** Columns side by side, one of each series for every step. */
export function columnChart(steps: readonly string[], series: readonly Series[]): ColumnChart {
  const { axes, x, y } = axesOf(steps, series)
  const together = Math.min(x.bandwidth(), WIDEST_STEP)
  const begin = (x.bandwidth() - together) / 2
  const inner = scaleBand<number>()
    .domain(series.keys())
    .range([begin, begin + together])
    .paddingInner(0.1)
  const columns = series.flatMap(({ values }, index) =>
    values.flatMap((value, step) => {
      if (!value) return []
      const top = y(value)
      return {
        series: index,
        x: rounded(x(step)! + inner(index)!),
        y: rounded(top),
        width: rounded(inner.bandwidth()),
        height: rounded(axes.base - top),
      }
    }),
  )
  return { ...axes, columns }
}

export interface LineChart extends Axes {
  lines: { series: number; path: string }[]
  points: { series: number; x: number; y: number }[]
}

/** A line for each series, with a gap where it has no value. */
export function lineChart(steps: readonly string[], series: readonly Series[]): LineChart {
  const { axes, x, y } = axesOf(steps, series)
  const middle = (step: number) => rounded(x(step)! + x.bandwidth() / 2)
  const lines = series.map(({ values }, index) => {
    const draw = line<number | null>()
      .defined((value) => value !== null)
      .x((_value, step) => middle(step))
      .y((value) => rounded(y(value!)))
    return { series: index, path: draw(values) ?? '' }
  })
  const points = series.flatMap(({ values }, index) =>
    values.flatMap((value, step) =>
      value === null ? [] : { series: index, x: middle(step), y: rounded(y(value)) },
    ),
  )
  return { ...axes, lines, points }
}

export interface BarChart {
  width: number
  height: number
  bars: { name: string; value: number; y: number; width: number; textY: number }[]
  barHeight: number
}

const ROW = 34
const BAR = 10

/** Bars below each other, each with its name above it. */
export function barChart(rows: readonly { name: string; value: number }[]): BarChart {
  const x = scaleLinear()
    .domain([0, Math.max(1, ...rows.map(({ value }) => value))])
    .range([0, WIDTH])
  return {
    width: WIDTH,
    height: rows.length * ROW,
    barHeight: BAR,
    bars: rows.map(({ name, value }, index) => ({
      name,
      value,
      textY: index * ROW + 14,
      y: index * ROW + 20,
      width: rounded(x(value)),
    })),
  }
}

function axesOf(steps: readonly string[], series: readonly Series[]) {
  const most = Math.max(1, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)))
  const base = HEIGHT - BOTTOM
  const y = scaleLinear().domain([0, most]).nice(TICKS).range([base, TOP])
  const x = scaleBand<number>()
    .domain(steps.keys())
    .range([LEFT, WIDTH - RIGHT])
    .padding(0.2)
  const every = Math.ceil(steps.length / MOST_LABELS)
  const axes: Axes = {
    width: WIDTH,
    height: HEIGHT,
    left: LEFT,
    right: WIDTH - RIGHT,
    base,
    // Counts are whole numbers.
    ticks: y
      .ticks(TICKS)
      .filter(Number.isInteger)
      .map((value) => ({ value, y: rounded(y(value)) })),
    labels: steps.flatMap((text, step) =>
      step % every === 0 ? { text, x: rounded(x(step)! + x.bandwidth() / 2), y: HEIGHT - 6 } : [],
    ),
  }
  return { axes, x, y }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
