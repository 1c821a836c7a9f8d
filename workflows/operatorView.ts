/**
 * What operators see in Temporal Web: search attributes from the fixed list and, in Turkish, what
 * the run waits for, since when, and who can move it on.
 */
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow'
import { SEARCH_ATTRIBUTES, stateAttributes } from './contract'
import { istanbulDayOf, istanbulTimeOf } from './domain/istanbul'
import type { RequestState } from './domain/requestState'
import { NOBODY } from './domain/waiting'
import type { Waiting } from './domain/waiting'

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
export function publishEnd(since: string): void {
  upsertSearchAttributes([{ key: SEARCH_ATTRIBUTES.waitingFor, value: NOBODY.for }])
  describeWaiting(NOBODY, since)
}

/**
 * Publishes the run's current details: what it waits for.
 * @param since ISO instant since when it waits
 * @param dueAt ISO instant by which the wait should end, or null if there is no clock
 * @param refused how many messages it has refused
 */
export function describeWaiting(
  waiting: Waiting,
  since: string,
  dueAt: string | null = null,
  refused = 0,
): void {
  setCurrentDetails(
    [
      `**Beklenen:** ${waiting.what}`,
      `**Ne zamandan beri:** ${turkishTime(since)}`,
      ...(dueAt === null ? [] : [`**Son gün:** ${turkishTime(dueAt)}`]),
      `**İlerletebilecek:** ${waiting.who}`,
      ...(refused === 0 ? [] : [`**Kabul edilmeyen ileti:** ${refused}`]),
    ].join('\n\n'),
  )
}

/** An instant in Turkish format: 23.11.2026 21:30. */
function turkishTime(instant: string): string {
  const [year, month, day] = istanbulDayOf(instant).split('-')
  return `${day}.${month}.${year} ${istanbulTimeOf(instant)}`
}
