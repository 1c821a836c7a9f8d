/** Bulk acts as their pages show them: what a list offers, the question, and what became of them. */
import { isForOthers, mayDo } from '../../../workflows/domain/allowedActions'
import { ACTION_OF_BATCH, batchOfQueue, countsOf } from '../../../workflows/domain/batches'
import type { BatchKind, ItemOutcome } from '../../../workflows/domain/batches'
import type { Batch } from '../../shared/store/batch'
import { stateOf } from '../../shared/store/request'
import type { SignedInAccount } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import { shortDate } from '../../shared/web/texts/format/dates'
import type { BureauQueue, WorkListRow } from '../operations/workList'
import { ASSIGNMENT, batchPath, newBatchPath, requestPath, workListPath } from '../paths'
import { refusalMessage } from './refusal'

/** Time without a sign after which a run may be lost. */
const STALLED_AFTER_MS = 2 * 60_000

type Viewer = Pick<SignedInAccount, 'roles'>

/**
 * What a list offers for the rows that are ticked; null if its work cannot be done in bulk.
 * @param here address of the shown page
 */
export function batchOffer(
  queue: BureauQueue,
  rows: readonly WorkListRow[],
  viewer: Viewer,
  here: string,
  t: Translate,
) {
  const kind = batchOfQueue(queue)
  if (kind === null && queue !== 'review') return null
  const address = new URL(here, 'http://list')
  const isAllChosen = address.searchParams.get('chosen') === 'all'
  address.searchParams.set('chosen', isAllChosen ? 'none' : 'all')
  const ids = rows
    .filter((row) => (kind === null ? canBeAssigned(row, viewer) : canTake(kind, row, viewer)))
    .map(({ request }) => request._id)
  return {
    action: kind === null ? ASSIGNMENT : newBatchPath(queue),
    button: t(kind === null ? 'bureau.assignment.choose' : `bureau.batch.button.${kind}`),
    isAllChosen,
    toggleHref: `${address.pathname}${address.search}`,
    ids,
  }
}

/** The question before a bulk act. `known`: also the rows that nobody can do any more. */
export function batchQuestion(
  kind: BatchKind,
  rows: readonly WorkListRow[],
  viewer: Viewer,
  t: Translate,
) {
  const action = ACTION_OF_BATCH[kind]
  const open = rows.filter((row) => canTake(kind, row, viewer))
  return {
    kind,
    heading: t(`bureau.batch.question.${kind}`, { count: open.length }),
    button: t(`bureau.batch.button.${kind}`),
    requestIds: open.map(({ request }) => request._id),
    known: rows
      .filter(
        ({ request }) =>
          isOfKind(kind, request) && !isForOthers(stateOf(request), viewer.roles, action),
      )
      .map(({ request }) => request._id),
    items: open.map(itemRow),
    left: rows.length - open.length,
  }
}

function canTake(kind: BatchKind, { request }: WorkListRow, { roles }: Viewer): boolean {
  return isOfKind(kind, request) && mayDo(stateOf(request), roles, ACTION_OF_BATCH[kind])
}

/** Work on a request of the review is assigned; everything else is done at once. */
export function canBeAssigned(
  { request }: Pick<WorkListRow, 'request'>,
  { roles }: Viewer,
): boolean {
  return mayDo(stateOf(request), roles, 'decide')
}

/** Production is about the card of a card request, an arrival about that of a cancellation. */
function isOfKind(kind: BatchKind, { type, cardId }: WorkListRow['request']): boolean {
  return (
    type === (kind === 'cardArrived' ? 'cancellationRequest' : 'cardRequest') && cardId !== null
  )
}

function itemRow({ request, person, applicant, openCancellation }: WorkListRow) {
  return {
    requestId: request._id,
    number: request.number,
    href: requestPath(request._id),
    name: `${person.name} ${person.surname}`,
    unit: applicant.unitName,
    hasCancellation: openCancellation !== null,
  }
}

/** A line of a list that leads back to a batch. */
export function batchLine({ _id, kind, at, items }: Batch, t: Translate) {
  const counts = countsOf(items.map(({ outcome }) => outcome))
  return {
    href: batchPath(_id),
    title: t(`bureau.batch.title.${kind}`, { count: counts.total }),
    at,
    counts,
    isAllDone: counts.done === counts.total,
  }
}

/** A batch, with what became of each of its items. */
export function batchPage(
  batch: Batch,
  {
    rows,
    names,
    by,
    viewer,
    now,
  }: {
    rows: readonly WorkListRow[]
    names: Map<string, string>
    by: string | null
    viewer: Viewer
    now: Date
  },
  t: Translate,
) {
  const { kind, items, endedAt, attemptAt, letter } = batch
  const outcomes = new Map(items.map(({ requestId, outcome }) => [requestId, outcome]))
  const counts = countsOf(items.map(({ outcome }) => outcome))
  /** Refused items that the same act is possible for by now. */
  const chosenAgain = endedAt === null ? [] : rows.filter(isRefused).filter(isPossibleNow)
  const againHref = (some: readonly WorkListRow[]) =>
    newBatchPath(
      QUEUE_OF_KIND[kind],
      some.map(({ request }) => request._id),
      // A refused letter can be corrected; it would be refused again as it is.
      letter === null ? undefined : batch._id,
    )
  const isStalled = endedAt === null && now.getTime() - attemptAt.getTime() > STALLED_AFTER_MS
  return {
    batch,
    heading: t(`bureau.batch.title.${kind}`, { count: counts.total }),
    listHref: workListPath(QUEUE_OF_KIND[kind]),
    queue: QUEUE_OF_KIND[kind],
    by,
    letter:
      letter === null
        ? null
        : t('bureau.cardArrival.letter', { number: letter.no, date: shortDate(letter.date) }),
    counts,
    isOpen: endedAt === null,
    isStalled,
    canTryAgain: (endedAt !== null && counts.failed + counts.waiting > 0) || isStalled,
    /** Leads to the question about all of them; their own lines lead there for each. */
    allAgain:
      chosenAgain.length < 2 ? null : { href: againHref(chosenAgain), count: chosenAgain.length },
    items: rows.map((row) => ({
      ...itemRow(row),
      ...outcomeTexts(outcomes.get(row.request._id) ?? null, names, t),
      isRefused: isRefused(row),
      againHref: chosenAgain.includes(row) ? againHref([row]) : null,
    })),
  }

  function isRefused({ request }: WorkListRow): boolean {
    return outcomes.get(request._id)?.kind === 'refused'
  }

  function isPossibleNow(row: WorkListRow): boolean {
    return canTake(kind, row, viewer)
  }
}

const QUEUE_OF_KIND = {
  cardArrived: 'cardArrival',
  printed: 'print',
  sent: 'dispatch',
  delivered: 'handover',
} as const satisfies Record<BatchKind, BureauQueue>

const COLOURS = { done: 'green', refused: 'red', failed: 'amber', waiting: 'grey' } as const

function outcomeTexts(outcome: ItemOutcome | null, names: Map<string, string>, t: Translate) {
  const kind = outcome?.kind ?? 'waiting'
  return { outcome: t(`bureau.batch.outcome.${kind}`), colour: COLOURS[kind], why: whyOf() }

  function whyOf(): string | null {
    if (outcome?.kind === 'failed') return t(`bureau.batch.fault.${outcome.fault}`)
    if (outcome?.kind !== 'refused') return null
    const { cause, earlier } = outcome
    const who = names.get(earlier?.by ?? '') ?? t('timeline.system')
    const { key, values } = refusalMessage({ kind: 'refused', cause, earlier }, who, t)
    return t(key, values)
  }
}
