/** Rows, columns and filters of a work list, as its page shows them. */
import { reportsLoss } from '../../../workflows/domain/lossReport'
import { isHeld, REQUEST_TYPES } from '../../../workflows/domain/requestState'
import { stateOf } from '../../shared/store/request'
import type { SignedInAccount } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import { workingDaysLeft } from '../../shared/web/texts/format/dates'
import { nextStepOf } from '../nextStep'
import type { Unit } from '../operations/units'
import type {
  BureauQueue,
  OpenCancellation,
  WorkListFilter,
  WorkListRow,
} from '../operations/workList'
import { requestPath, workListPath } from '../paths'
import { waitingTime } from './waiting'

/** From this many days on, a due date is highlighted. */
const SOON_IN_WORKING_DAYS = 2

/**
 * A row as the list shows it.
 * @param list filter of the list, and the address of the page that is shown
 * @param viewer their roles decide the next step, and requests of their own family are marked (D8)
 */
export function workListRow(
  { request, person, applicant, openCancellation }: WorkListRow,
  { filter, here }: { filter: WorkListFilter; here: string },
  viewer: Pick<SignedInAccount, 'id' | 'roles'>,
  now: Date,
  t: Translate,
) {
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
    waiting: waitingTime(request.queuedAt, now, t),
    urgency: request.dueAt === null ? null : urgencyOf(request.dueAt, now),
  }
}

/** An open cancellation with its link. */
export function cancellationLink({ _id, number }: Pick<OpenCancellation, '_id' | 'number'>): {
  number: string
  href: string
} {
  return { number, href: requestPath(_id) }
}

function urgencyOf(dueAt: Date, now: Date): 'overdue' | 'soon' | 'calm' {
  const left = workingDaysLeft(dueAt, now)
  if (left < 0) return 'overdue'
  return left <= SOON_IN_WORKING_DAYS ? 'soon' : 'calm'
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

interface Choice {
  value: string
  text: string
}

export function typeChoices(t: Translate): Choice[] {
  return [
    anything(t),
    ...REQUEST_TYPES.map((type) => ({ value: type, text: t(`requestType.${type}`) })),
  ]
}

export function unitChoices(units: readonly Unit[], t: Translate): Choice[] {
  return [anything(t), ...units.map(({ code, name }) => ({ value: code, text: name }))]
}

function anything(t: Translate): Choice {
  return { value: '', text: t('bureau.workList.all') }
}

/** The active filters, each with the address that removes it. */
export function chipsOf(
  queue: BureauQueue,
  filter: WorkListFilter,
  units: readonly Unit[],
  t: Translate,
) {
  const { type, unitCode } = filter
  const unitName = units.find(({ code }) => code === unitCode)?.name ?? unitCode
  return [
    ...(type === undefined
      ? []
      : [
          {
            name: t(`requestType.${type}`),
            removeHref: workListPath(queue, { ...filter, type: undefined }),
          },
        ]),
    ...(unitCode === undefined
      ? []
      : [{ name: unitName, removeHref: workListPath(queue, { ...filter, unitCode: undefined }) }]),
  ]
}
