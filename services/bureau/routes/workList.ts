/** The work lists: one page per queue, oldest first. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { REQUEST_TYPES } from '../../../workflows/domain/requestState'
import { countUpTo, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import type { Translate } from '../../shared/web/catalogue'
import { workingDaysLeft } from '../../shared/web/format/dates'
import { BUREAU } from '../means'
import type { Means } from '../means'
import { nextStepOf } from '../nextStep'
import { unitsIn } from '../operations/units'
import type { Unit } from '../operations/units'
import { BUREAU_QUEUES, COUNT_LIMIT, PAGE_SIZE, workListCount, workListPage } from '../operations/workList'
import type { BureauQueue, WorkListFilter, WorkListRow } from '../operations/workList'
import { FilterQuery, PlaceQuery, requestPath, workListPath } from '../paths'
import { waitingTime } from '../present/waiting'

const FIRST_LIST = BUREAU_QUEUES[0]
/** From here on a due date stands out. */
const SOON_IN_WORKING_DAYS = 2

export function workListRoutes({ store }: Pick<Means, 'store'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/',
      access: BUREAU,
      audit: 'none: leads on to the first work list',
      handle: () => redirect(workListPath(FIRST_LIST)),
    }),

    route({
      method: 'get',
      path: '/queues/:queue',
      access: BUREAU,
      audit: 'workListOpened',
      params: z.object({ queue: z.enum(BUREAU_QUEUES) }),
      query: z
        .object({})
        .loose()
        .transform((query) => ({ filter: FilterQuery.parse(query), place: PlaceQuery.parse(query) })),
      handle: async ({ params: { queue }, query: { filter, place }, account, language, t, req }) => {
        const [page, total, units] = await Promise.all([
          workListPage(store, queue, filter, place.after),
          workListCount(store, queue, filter),
          unitsIn(store, queue),
        ])
        const first = place.after === null ? 1 : place.from
        const last = first + page.rows.length - 1
        const now = new Date()
        return view('workList/page', {
          queue,
          filter,
          columns: columnsOf(queue, t),
          typeItems: choices(
            REQUEST_TYPES.map((type) => ({ value: type, text: t(`requestType.${type}`) })),
            t,
          ),
          unitItems: choices(
            units.map(({ code, name }) => ({ value: code, text: name })),
            t,
          ),
          chips: chipsOf(queue, filter, units, t),
          total: countUpTo(total, COUNT_LIMIT, language),
          isEmpty: total === 0,
          first,
          last,
          pageSize: PAGE_SIZE,
          rows: page.rows.map((row) => shownRow(row, filter, account.id, now, t)),
          startHref: place.after === null ? null : workListPath(queue, filter),
          nextHref: page.next === null ? null : workListPath(queue, filter, { after: page.next, from: last + 1 }),
          clearHref: workListPath(queue),
          here: req.originalUrl,
        })
      },
    }),
  ]
}

function shownRow(
  { request, person, applicant }: WorkListRow,
  filter: WorkListFilter,
  clerkId: string,
  now: Date,
  t: Translate,
) {
  return {
    request,
    name: `${person.name} ${person.surname}`,
    applicant,
    requestHref: requestPath(request._id),
    step: nextStepOf(request, filter),
    eventId: randomUUID(),
    ownRelative: request.relatedStaffIds.includes(clerkId),
    waiting: waitingTime(request.queuedAt, now, t),
    urgency: request.dueAt === null ? null : urgencyOf(request.dueAt, now),
  }
}

function urgencyOf(dueAt: Date, now: Date): 'overdue' | 'soon' | 'calm' {
  const left = workingDaysLeft(dueAt, now)
  if (left < 0) return 'overdue'
  return left <= SOON_IN_WORKING_DAYS ? 'soon' : 'calm'
}

function columnsOf(queue: BureauQueue, t: Translate): { text: string }[] {
  const texts = {
    review: ['bureau.workList.person', 'column.requestType', 'bureau.workList.applicant', 'bureau.workList.waiting'],
    cardArrival: [
      'bureau.workList.person',
      'column.cancellationReason',
      'bureau.workList.applicant',
      'bureau.workList.waiting',
    ],
    production: ['bureau.workList.person', 'bureau.workList.applicant', 'bureau.workList.waiting'],
  }
  const keys = queue === 'review' || queue === 'cardArrival' ? texts[queue] : texts.production
  const last = queue === 'review' ? t('bureau.workList.due') : ''
  return [...keys.map((key) => ({ text: t(key) })), { text: last }]
}

function choices(items: { value: string; text: string }[], t: Translate): { value: string; text: string }[] {
  return [{ value: '', text: t('bureau.workList.all') }, ...items]
}

/** What the list is narrowed to, each with the address that takes it away. */
function chipsOf(queue: BureauQueue, filter: WorkListFilter, units: readonly Unit[], t: Translate) {
  const { type, unitCode } = filter
  const unitName = units.find(({ code }) => code === unitCode)?.name ?? unitCode
  return [
    ...(type === undefined
      ? []
      : [{ name: t(`requestType.${type}`), removeHref: workListPath(queue, { ...filter, type: undefined }) }]),
    ...(unitCode === undefined
      ? []
      : [{ name: unitName, removeHref: workListPath(queue, { ...filter, unitCode: undefined }) }]),
  ]
}
