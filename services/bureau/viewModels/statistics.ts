/** The figures of the head as tables, which the page, its charts and the downloads are made of. */
import { AUTOMATIC_REJECTION } from '../../../workflows/domain/reasons'
import { DEFAULT_TIMING } from '../../../workflows/domain/requestTiming'
import { compareTurkish } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import { longDate, shortDate, workingDaysBetween } from '../../shared/web/texts/format/dates'
import { LOCALES } from '../../shared/web/texts/format/locales'
import type { Late } from '../operations/late'
import type { Decided, Statistics } from '../operations/statistics'
import { stepsOf } from '../period'
import type { Days, Step } from '../period'
import type { Cell, Table } from '../tables/table'
import { quantile } from './quantiles'
import type { Counted } from './quantiles'

const text = 'bureau.statistics'

export const STATISTICS_TABLES = ['flow', 'days', 'reasons', 'units', 'clerks'] as const
export type StatisticsTable = (typeof STATISTICS_TABLES)[number]

export type StatisticsTables = Record<StatisticsTable, Table<StatisticsTable>>

/** Decisions that took longer share one row. */
const LONGEST_SHOWN = 2 * DEFAULT_TIMING.reviewDueDays

/** The figures above the tables. */
export interface Summary extends Late {
  arrived: number
  cardRequests: number
  cancellations: number
  decided: number
  approved: number
  rejected: number
  median: number | null
  ninetieth: number | null
  photosPutRight: number
}

export function summaryOf({ arrived, decided, late }: Statistics): Summary {
  const waited = waitingDays(decided)
  return {
    arrived: sumOf(arrived),
    cardRequests: sumOf(arrived.filter(({ type }) => type === 'cardRequest')),
    cancellations: sumOf(arrived.filter(({ type }) => type === 'cancellationRequest')),
    decided: sumOf(decided),
    approved: sumOf(decided.filter(isApproved)),
    rejected: sumOf(decided.filter(isRejected)),
    median: quantile(waited, 0.5),
    ninetieth: quantile(waited, 0.9),
    ...late,
    photosPutRight: sumOf(arrived.filter(({ photoPutRight }) => photoPutRight)),
  }
}

/** The figures above the tables, as the first sheet of the workbook. */
export function summaryTable(
  statistics: Statistics,
  days: Days,
  unitCode: string | undefined,
  { t, language }: { t: Translate; language: Language },
): Table<'summary'> {
  const figures = summaryOf(statistics)
  const unit =
    unitCode === undefined ? t(`${text}.allUnits`) : (statistics.nameOf.get(unitCode) ?? unitCode)
  return {
    id: 'summary',
    title: t(`${text}.summary.title`),
    columns: [t(`${text}.summary.what`), t(`${text}.summary.value`)],
    rows: [
      [t(`${text}.column.period`), daysText(days, language)],
      [t(`${text}.column.unit`), unit],
      [t(`${text}.column.arrived`), figures.arrived],
      [t('requestType.cardRequest'), figures.cardRequests],
      [t('requestType.cancellationRequest'), figures.cancellations],
      [t(`${text}.column.decided`), figures.decided],
      [t(`${text}.column.approved`), figures.approved],
      [t(`${text}.column.rejected`), figures.rejected],
      [t(`${text}.column.median`), figures.median],
      [t(`${text}.column.ninetieth`), figures.ninetieth],
      [t(`${text}.overdueNow`), figures.overdue],
      [t(`${text}.dueToday`), figures.dueToday],
      [t(`${text}.photosPutRight`), figures.photosPutRight],
    ],
  }
}

/** All tables, each with a catalogue text for every heading. */
export function statisticsTables(
  statistics: Statistics,
  days: Days,
  { t, language }: { t: Translate; language: Language },
): StatisticsTables {
  const table = (
    id: StatisticsTable,
    columns: readonly string[],
    rows: Cell[][],
  ): Table<StatisticsTable> => ({
    id,
    title: t(`${text}.table.${id}`),
    columns: columns.map((key) => t(`${text}.column.${key}`)),
    rows,
  })
  return {
    flow: table(
      'flow',
      ['period', 'arrived', 'decided', 'approved', 'rejected', 'median', 'ninetieth'],
      flowRows(statistics, days, language),
    ),
    days: table('days', ['workingDays', 'decided'], dayRows(statistics.decided, t)),
    reasons: table('reasons', ['reason', 'count'], reasonRows(statistics, t)),
    units: table('units', ['unit', 'arrived', 'approved', 'rejected'], unitRows(statistics)),
    clerks: table(
      'clerks',
      ['clerk', 'decided', 'approved', 'rejected', 'median', 'ninetieth'],
      clerkRows(statistics, t),
    ),
  }
}

function flowRows({ arrived, decided }: Statistics, days: Days, language: Language): Cell[][] {
  return stepsOf(days).map((step) => {
    const decidedThen = decided.filter(({ day }) => isIn(step, day))
    return [
      stepName(step, language),
      sumOf(arrived.filter(({ day }) => isIn(step, day))),
      ...outcomeCells(decidedThen),
      ...quantileCells(decidedThen),
    ]
  })
}

function dayRows(decided: readonly Decided[], t: Translate): Cell[][] {
  const waited = waitingDays(decided)
  const most = Math.min(LONGEST_SHOWN, Math.max(0, ...waited.map(({ value }) => value)))
  const rows = Array.from({ length: most + 1 }, (_, days): Cell[] => [
    days,
    sumOf(waited.filter(({ value }) => value === days)),
  ])
  const longer = sumOf(waited.filter(({ value }) => value > LONGEST_SHOWN))
  return longer === 0 ? rows : [...rows, [t(`${text}.moreThan`, { days: LONGEST_SHOWN }), longer]]
}

function reasonRows({ reasons }: Statistics, t: Translate): Cell[][] {
  return byCount(
    reasons.map(({ reason, count }) => [
      reason === AUTOMATIC_REJECTION
        ? t(`${text}.documentCheck`)
        : t(`rejectionReason.${reason}.label`),
      count,
    ]),
  )
}

function unitRows({ arrived, decidedOfUnits, nameOf }: Statistics): Cell[][] {
  const codes = new Set([...arrived, ...decidedOfUnits].map(({ unitCode }) => unitCode))
  return byCount(
    [...codes].map((code) => {
      const decided = decidedOfUnits.filter(({ unitCode }) => unitCode === code)
      return [
        nameOf.get(code) ?? code,
        sumOf(arrived.filter(({ unitCode }) => unitCode === code)),
        sumOf(decided.filter(isApproved)),
        sumOf(decided.filter(isRejected)),
      ]
    }),
  )
}

function clerkRows({ decided, nameOf }: Statistics, t: Translate): Cell[][] {
  const clerks = new Set(decided.map(({ by }) => by))
  return byCount(
    [...clerks].map((clerk) => {
      const own = decided.filter(({ by }) => by === clerk)
      const name = clerk === null ? t(`${text}.documentCheck`) : (nameOf.get(clerk) ?? clerk)
      return [name, ...outcomeCells(own), ...quantileCells(own)]
    }),
  )
}

/** The largest first; then by the alphabet. */
function byCount(rows: Cell[][]): Cell[][] {
  return rows.sort(
    ([name, count], [otherName, otherCount]) =>
      Number(otherCount) - Number(count) || compareTurkish(String(name), String(otherName)),
  )
}

function outcomeCells(decided: readonly Decided[]): Cell[] {
  return [sumOf(decided), sumOf(decided.filter(isApproved)), sumOf(decided.filter(isRejected))]
}

function quantileCells(decided: readonly Decided[]): Cell[] {
  const waited = waitingDays(decided)
  return [quantile(waited, 0.5), quantile(waited, 0.9)]
}

/** Working days from the beginning of the review to a person's decision. */
function waitingDays(decided: readonly Decided[]): Counted[] {
  return decided
    .filter(({ by }) => by !== null)
    .map(({ since, day, count }) => ({
      value: Math.max(0, workingDaysBetween(since, day)),
      count,
    }))
}

function isApproved({ outcome }: { outcome: string }): boolean {
  return outcome === 'approved'
}

function isRejected({ outcome }: { outcome: string }): boolean {
  return outcome === 'rejected'
}

function isIn({ first, last }: Days, day: string): boolean {
  return first <= day && day <= last
}

function sumOf(rows: readonly { count: number }[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0)
}

/** `23.11.2026`, `23.11.2026–29.11.2026`, `Kasım 2026`, `2026`. */
function stepName({ kind, first, last }: Step, language: Language): string {
  switch (kind) {
    case 'day':
      return shortDate(first)
    case 'week':
      return first === last ? shortDate(first) : `${shortDate(first)}–${shortDate(last)}`
    case 'month':
      return new Intl.DateTimeFormat(LOCALES[language], {
        month: 'long',
        year: 'numeric',
        timeZone: 'UTC',
      }).format(new Date(first))
    case 'year':
      return first.slice(0, 4)
  }
}

/** The same, as short as the axis of a chart needs it: `23.11`, `Kas`, `2026`. */
export function stepLabel({ kind, first }: Step, language: Language): string {
  if (kind === 'year') return first.slice(0, 4)
  if (kind !== 'month') return shortDate(first).slice(0, 5)
  return new Intl.DateTimeFormat(LOCALES[language], { month: 'short', timeZone: 'UTC' }).format(
    new Date(first),
  )
}

/** `1 Kasım 2026 – 27 Kasım 2026`. */
export function daysText({ first, last }: Days, language: Language): string {
  return first === last
    ? longDate(first, language)
    : `${longDate(first, language)} – ${longDate(last, language)}`
}
