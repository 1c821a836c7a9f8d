/** Rows, columns and filters of a work list, as its page shows them. */
import { reportsLoss } from '../../../workflows/domain/lossReport'
import { CANCELLATION_REASONS, isLostOrStolen } from '../../../workflows/domain/reasons'
import { isAwaitingApplicant, isHeld, REQUEST_TYPES } from '../../../workflows/domain/requestState'
import { aimedEnd } from '../../../workflows/domain/serviceTimes'
import {
  DUE_CHOICES,
  dueBounds,
  hasFilter,
  holderChoicesOf,
  LIST_ORDERS,
  sortFieldsOf,
} from '../../../workflows/domain/workList'
import type { ListOrder } from '../../../workflows/domain/workList'
import { stateOf } from '../../shared/store/request'
import type { SignedInAccount } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import { currentLeave, workingDaysLeft } from '../../shared/web/texts/format/dates'
import { dueText } from '../../shared/web/texts/format/due'
import { nextStepOf } from '../nextStep'
import type { Arrival } from '../operations/arrivals'
import type { Unit } from '../operations/units'
import type {
  BureauQueue,
  OpenCancellation,
  WorkListFilter,
  WorkListRow,
} from '../operations/workList'
import { requestPath, reviewPath, workListPath } from '../paths'
import { leaseText } from './lease'
import type { Reader } from './lease'
import { waitingTime } from './waiting'

/** From this many days on, a due date is highlighted. */
const SOON_IN_WORKING_DAYS = 2

/**
 * A row as the list shows it.
 * @param list filter of the list, and the address of the page that is shown
 * @param viewer their roles decide the next step, and requests of their own family are marked (D8)
 */
export function workListRow(
  { request, person, applicant, openCancellation, lease }: WorkListRow,
  { filter, here }: { filter: WorkListFilter; here: string },
  viewer: Pick<SignedInAccount, 'roles'> & Reader,
  now: Date,
) {
  const { t } = viewer
  const dueAt = request.dueAt ?? applicantsDay(request) ?? aimOf(request)
  return {
    request,
    name: `${person.name} ${person.surname}`,
    applicant,
    requestHref: requestPath(request._id),
    isHeld: isHeld(request.subState),
    cancellation: openCancellation === null ? null : cancellationLink(openCancellation),
    isLost: [request, openCancellation].some(
      (one) => one !== null && reportsLoss({ ...stateOf(one), reason: one.reason }),
    ),
    step: nextStepOf(request, viewer.roles, filter, here),
    ownRelative: request.relatedStaffIds.includes(viewer.id),
    lease: leaseText(lease, viewer, now),
    waiting: waitingTime(request.queuedAt, now, t),
    dueAt,
    due: dueAt === null ? null : dueOf(dueAt, now, t),
  }
}

/** An open cancellation with its link. */
export function cancellationLink({ _id, number }: Pick<OpenCancellation, '_id' | 'number'>): {
  number: string
  href: string
} {
  return { number, href: requestPath(_id) }
}

/** Until when the applicant is waited for; null if nobody waits for them. */
function applicantsDay({ subState, asked }: WorkListRow['request']): Date | null {
  return isAwaitingApplicant({ subState }) ? (asked?.until ?? null) : null
}

/** By when a step of production should be done, as its applicant reads it. */
function aimOf({ subState, queuedAt }: WorkListRow['request']): Date | null {
  const end = aimedEnd(subState, queuedAt.toISOString(), currentLeave())
  return end === null ? null : new Date(end)
}

/** Overdue from the day after the due day on, whether or not that is a working day. */
function dueOf(
  dueAt: Date,
  now: Date,
  t: Translate,
): { urgency: 'overdue' | 'soon' | 'calm'; text: string } {
  const left = workingDaysLeft(dueAt, now)
  const { before } = dueBounds('overdue', now.toISOString())
  if (dueAt < new Date(before))
    return {
      urgency: 'overdue',
      text: left < 0 ? dueText(left, t) : t('bureau.workList.overdue'),
    }
  return { urgency: left <= SOON_IN_WORKING_DAYS ? 'soon' : 'calm', text: dueText(left, t) }
}

/** More of them would push the list down. */
const MOST_NAMED = 5

/** New requests that are on other pages of the list, with links to them; null if there are none. */
export function newElsewhere(
  queue: BureauQueue,
  filter: WorkListFilter,
  arrived: readonly Arrival[],
  rows: readonly WorkListRow[],
) {
  const shown = new Set(rows.map(({ request }) => request._id))
  const elsewhere = arrived.filter(({ _id }) => !shown.has(_id))
  if (elsewhere.length === 0) return null
  return {
    count: elsewhere.length,
    more: Math.max(0, elsewhere.length - MOST_NAMED),
    requests: elsewhere.slice(0, MOST_NAMED).map(({ _id, number }) => ({
      number,
      href: queue === 'review' ? reviewPath(_id, filter) : requestPath(_id),
    })),
  }
}

/** The columns of a queue; the last one is the due date or the next step. */
export function columnsOf(queue: BureauQueue, t: Translate): { text: string }[] {
  const ofQueue = { review: ['column.requestType'], cardArrival: ['column.cancellationReason'] }
  const own = queue === 'review' || queue === 'cardArrival' ? ofQueue[queue] : []
  const keys = [
    'bureau.workList.person',
    ...own,
    'bureau.workList.applicant',
    'bureau.workList.waiting',
  ]
  return [
    ...keys.map((key) => ({ text: t(key) })),
    { text: queue === 'review' ? t('bureau.workList.due') : '' },
  ]
}

/** A card that is lost is not waited for (S66). */
function reasonsIn(queue: BureauQueue) {
  return queue === 'cardArrival'
    ? CANCELLATION_REASONS.filter((reason) => !isLostOrStolen(reason))
    : CANCELLATION_REASONS
}

/** What a list can be filtered and sorted by, each as a field of the form. */
export function filterFields(
  queue: BureauQueue,
  filter: WorkListFilter,
  units: readonly Unit[],
  t: Translate,
) {
  const choices = <Value extends string>(values: readonly Value[], key: string) => [
    { value: '', text: t('bureau.workList.all') },
    ...values.map((value) => ({ value, text: t(`${key}.${value}`) })),
  ]
  const own = (
    [
      ['type', choices(REQUEST_TYPES, 'requestType')],
      ['reason', choices(reasonsIn(queue), 'cancellationReason')],
      ['due', choices(DUE_CHOICES, 'bureau.workList.dueChoice')],
    ] as const
  ).filter(([name]) => hasFilter(queue, name))
  return [
    ...own.map(([name, items]) => ({ name, value: filter[name], items })),
    {
      name: 'unit',
      value: filter.unitCode,
      items: [
        { value: '', text: t('bureau.workList.all') },
        ...units.map(({ code, name }) => ({ value: code, text: name })),
      ],
    },
    {
      name: 'holder',
      value: filter.holder,
      items: choices(holderChoicesOf(queue), 'bureau.workList.holderChoice'),
    },
    {
      name: 'order',
      value: filter.order,
      items: LIST_ORDERS.map((order) => ({
        value: order === 'first' ? '' : order,
        text: t(orderKey(queue, order)),
      })),
    },
  ].map((field) => ({ ...field, label: t(`bureau.workList.${field.name}`) }))
}

function orderKey(queue: BureauQueue, order: ListOrder): string {
  return `bureau.workList.orderChoice.${sortFieldsOf(queue)[0]}.${order}`
}

/** The active filters and the order if it is not the usual one, each with the address without it. */
export function chipsOf(
  queue: BureauQueue,
  filter: WorkListFilter,
  units: readonly Unit[],
  t: Translate,
) {
  const { type, unitCode, reason, due, holder, order } = filter
  const texts: { [Name in keyof WorkListFilter]-?: string | undefined } = {
    type: type && t(`requestType.${type}`),
    reason: reason && t(`cancellationReason.${reason}`),
    due: due && t(`bureau.workList.dueChoice.${due}`),
    unitCode: units.find(({ code }) => code === unitCode)?.name ?? unitCode,
    holder: holder && t(`bureau.workList.holderChoice.${holder}`),
    order: order && t(orderKey(queue, order)),
  }
  return Object.entries(texts).flatMap(([name, text]) =>
    text === undefined
      ? []
      : [{ name: text, removeHref: workListPath(queue, { ...filter, [name]: undefined }) }],
  )
}
