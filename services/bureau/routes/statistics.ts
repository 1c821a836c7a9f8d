/** The figures of the head for a period, as a page and as files for Excel. */
import { z } from 'zod'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { HEAD } from '../../shared/accounts/roles'
import { compareTurkish, privateDownload, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { withDay } from '../../shared/web/forms/dateFields'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import type { Deps } from '../deps'
import {
  STATISTICS,
  STATISTICS_WORKBOOK,
  statisticsPath,
  StatisticsQuery,
  tablePath,
  TableParams,
  workbookPath,
} from '../headPaths'
import type { StatisticsChoice } from '../headPaths'
import { allUnits, readStatistics } from '../operations/statistics'
import { CURRENT_PERIODS, periodOf, stepsOf } from '../period'
import type { Days } from '../period'
import { csvOf, CSV_TYPE } from '../tables/csv'
import { xlsxOf, XLSX_TYPE } from '../tables/xlsx'
import {
  daysText,
  STATISTICS_TABLES,
  statisticsTables,
  summaryOf,
  summaryTable,
} from '../viewModels/statistics'
import { lateLists } from '../viewModels/late'
import { statisticsCharts } from '../viewModels/statisticsCharts'

const text = 'bureau.statistics'

const Day = z
  .string()
  .refine((day) => day !== '', { error: `${text}.dayMissing`, abort: true })
  .refine((day) => z.iso.date().safeParse(day).success, `${text}.dayMalformed`)

/** The first and the last day of a period, in three fields each. */
const DaysForm = z.preprocess(
  (form) => withDay('from')(withDay('to')(form)),
  z
    .object({ from: Day, to: Day, unit: z.string().optional() })
    .refine(({ from, to }) => from <= to, { path: ['to'], error: `${text}.daysReversed` }),
)

export function statisticsRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  const read = async (choice: StatisticsChoice, words: { t: Translate; language: Language }) => {
    const now = new Date()
    const period = periodOf(choice, istanbulDayOf(now.toISOString()))
    const statistics = await readStatistics(store, period, choice.unit, now)
    return { period, statistics, tables: statisticsTables(statistics, period, words) }
  }
  return [
    route({
      method: 'get',
      path: STATISTICS,
      access: HEAD,
      audit: 'statisticsOpened',
      query: StatisticsQuery,
      handle: async ({ query: choice, t, language }) => {
        const [{ period, statistics, tables }, units] = await Promise.all([
          read(choice, { t, language }),
          allUnits(store),
        ])
        const [firstYear, firstMonth, firstDay] = period.first.split('-')
        const [lastYear, lastMonth, lastDay] = period.last.split('-')
        return view('statistics/page', {
          action: STATISTICS,
          periods: CURRENT_PERIODS.map((current) => ({
            text: t(`${text}.period.${current}`),
            href: statisticsPath({ period: current, unit: choice.unit }),
            isCurrent: current === period.current,
          })),
          days: daysText(period, language),
          from: { year: firstYear, month: firstMonth, day: firstDay },
          to: { year: lastYear, month: lastMonth, day: lastDay },
          unit: choice.unit,
          unitItems: [
            { value: '', text: t(`${text}.allUnits`) },
            ...units
              .sort((one, other) => compareTurkish(one.name, other.name))
              .map(({ code, name }) => ({ value: code, text: name })),
          ],
          summary: summaryOf(statistics),
          lateHref: lateLists({ unit: choice.unit }),
          charts: statisticsCharts(tables, stepsOf(period), { t, language }),
          tables: STATISTICS_TABLES.map((id) => tables[id]).map((table) => ({
            ...table,
            headings: table.columns.map((heading) => ({ text: heading })),
            csvHref: tablePath(table.id, choice),
          })),
          workbookHref: workbookPath(choice),
        })
      },
    }),

    route({
      method: 'post',
      path: STATISTICS,
      access: HEAD,
      audit: 'none: leads to the page, which is audited',
      body: DaysForm,
      formAt: () => STATISTICS,
      handle: ({ body: { from, to, unit } }) =>
        redirect(
          statisticsPath(StatisticsQuery.parse({ from, to, unit: unit === '' ? undefined : unit })),
        ),
    }),

    route({
      method: 'get',
      path: tablePath(':table'),
      access: HEAD,
      audit: 'statisticsDownloaded',
      params: TableParams,
      query: StatisticsQuery,
      handle: async ({ params: { table }, query: choice, t, language }) => {
        const { period, tables } = await read(choice, { t, language })
        const name = fileName(t(`bureau.statistics.file.${table}`), period, 'csv')
        return privateDownload(csvOf(tables[table]), CSV_TYPE, name)
      },
    }),

    route({
      method: 'get',
      path: STATISTICS_WORKBOOK,
      access: HEAD,
      audit: 'statisticsDownloaded',
      query: StatisticsQuery,
      handle: async ({ query: choice, t, language }) => {
        const { period, statistics, tables } = await read(choice, { t, language })
        const summary = summaryTable(statistics, period, choice.unit, { t, language })
        const name = fileName(t('bureau.statistics.file.all'), period, 'xlsx')
        return privateDownload(await xlsxOf([summary, ...Object.values(tables)]), XLSX_TYPE, name)
      },
    }),
  ]
}

/** Letters that every file system keeps; the period tells two downloads apart. */
function fileName(what: string, { first, last }: Days, ending: 'csv' | 'xlsx'): string {
  return `${what}-${first}-${last}.${ending}`
}
