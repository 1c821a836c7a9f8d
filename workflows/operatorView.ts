/**
 * What operators see in Temporal Web: search attributes from the fixed list and, in Turkish, what
 * the run waits for, since when, and who can move it on.
 */
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow'
import { now } from './clock'
import { SEARCH_ATTRIBUTES, stateAttributes } from './contract'
import type { Leave } from './domain/holidays'
import { istanbulDayOf, istanbulTimeOf } from './domain/istanbul'
import type { RequestState } from './domain/requestState'
import { NOBODY } from './domain/waiting'
import type { Waiting } from './domain/waiting'
import { countWorkingDays } from './domain/workingDays'

/**
 * Publishes the search attributes of a new state.
 * @param dueAt ISO instant by which it should end, or null if there is no clock
 */
export function publishState(state: RequestState, dueAt: string | null): void {
  upsertSearchAttributes([
    ...stateAttributes(state),
    { key: SEARCH_ATTRIBUTES.dueDay, value: dueAt === null ? null : new Date(dueAt) },
  ])
}

/** Publishes that a run without a request's state waits for nobody any more. */
export function publishEnd(since: string, end: Waiting = NOBODY): void {
  upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.waitingFor, value: end.for }])
  describeWaiting(end, since)
}

/** What the current details say besides what is awaited. */
interface Details {
  /** Shown here as well, since Temporal drops a run's summary when it continues as new. */
  requestNumber?: string
  /** ISO instant by which the wait should end; null if there is no clock. */
  dueAt?: string | null
  /** Administrative leave, so that the days left are those that the bureau's lists show. */
  leave?: Leave
  /** How many messages the run has refused. */
  refused?: number
}

/**
 * Publishes the run's current details: what it waits for.
 * @param since ISO instant since when it waits
 */
export function describeWaiting(
  waiting: Waiting,
  since: string,
  { requestNumber, dueAt = null, leave, refused = 0 }: Details = {},
): void {
  setCurrentDetails(
    [
      ...(requestNumber === undefined ? [] : [`**Talep:** ${requestNumber}`]),
      `**Beklenen:** ${waiting.what}`,
      `**Ne zamandan beri:** ${turkishTime(since)}`,
      ...(dueAt === null ? [] : [`**Son gün:** ${turkishTime(dueAt)}`]),
      ...(dueAt === null || requestNumber === undefined ? [] : [timeLeft(dueAt, leave)]),
      `**İlerletebilecek:** ${waiting.who}`,
      ...(refused === 0 ? [] : [`**Kabul edilmeyen ileti:** ${refused}`]),
    ].join('\n\n'),
  )
}

/** A run writes its details only when something happens to it, so the line says as of when. */
function timeLeft(dueAt: string, leave: Leave | undefined): string {
  const at = now()
  const [today, dueDay] = [istanbulDayOf(at), istanbulDayOf(dueAt)]
  const left = countWorkingDays(today, dueDay, leave)
  const past = countWorkingDays(dueDay, today, leave)
  const words = at > dueAt ? `doldu, ${past} iş günü geçti` : `${left} iş günü`
  return `**Kalan süre:** ${words} (${turkishTime(at)} itibarıyla)`
}

/** An instant in Turkish format: 23.11.2026 21:30. */
function turkishTime(instant: string): string {
  const [year, month, day] = istanbulDayOf(instant).split('-')
  return `${day}.${month}.${year} ${istanbulTimeOf(instant)}`
}
