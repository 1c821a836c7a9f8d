/** Work lists of the bureau: their order, and which filters each of them has. */
import { addDays, instantAt, istanbulDayOf, weekdayOf } from './istanbul'
import type { Queue } from './requestState'

/** The queues that wait for the bureau, in the order of the screen. */
export const BUREAU_QUEUES = [
  'review',
  'cardArrival',
  'applicant',
  'print',
  'dispatch',
  'handover',
] as const satisfies readonly Queue[]
export type BureauQueue = (typeof BUREAU_QUEUES)[number]

/** What a list is sorted by, most important first; the id decides between equals. */
export type SortField = 'dueAt' | 'queuedAt'

/**
 * Fewest working days left first, which is the earliest due day; of those due on the same day the
 * longest waiting. Only reviews have a due day, so the other lists begin with the longest waiting.
 */
export function sortFieldsOf(queue: BureauQueue): readonly SortField[] {
  return queue === 'review' ? ['dueAt', 'queuedAt'] : ['queuedAt']
}

/** Filters that only some lists have; every list can be filtered by unit and by holder. */
export type OwnFilter = 'type' | 'reason' | 'due'

const OWN_FILTERS: Record<BureauQueue, readonly OwnFilter[]> = {
  review: ['type', 'reason', 'due'],
  cardArrival: ['reason'],
  applicant: ['type', 'reason'],
  print: [],
  dispatch: [],
  handover: [],
}

export function hasFilter(queue: BureauQueue, filter: OwnFilter): boolean {
  return OWN_FILTERS[queue].includes(filter)
}

/** By due day: before today, today, from today to Sunday. */
export const DUE_CHOICES = ['overdue', 'today', 'thisWeek'] as const
export type DueChoice = (typeof DUE_CHOICES)[number]

/** By who holds a request at the moment; `head`: a clerk has handed it to the head. */
export const HOLDER_CHOICES = ['mine', 'unclaimed', 'head'] as const
export type HolderChoice = (typeof HOLDER_CHOICES)[number]

/** Only a review can be handed to the head. */
export function holderChoicesOf(queue: BureauQueue): readonly HolderChoice[] {
  return HOLDER_CHOICES.filter((choice) => choice !== 'head' || queue === 'review')
}

/** Begins with the most urgent one, or with the least urgent. */
export const LIST_ORDERS = ['first', 'last'] as const
export type ListOrder = (typeof LIST_ORDERS)[number]

/**
 * The due instants that a choice selects, in days of Istanbul.
 * @param now ISO instant
 * @returns ISO instants; `from` is included, `before` is not
 */
export function dueBounds(choice: DueChoice, now: string): { from: string | null; before: string } {
  const today = istanbulDayOf(now)
  const begin = instantAt(today, 0)
  switch (choice) {
    case 'overdue':
      return { from: null, before: begin }
    case 'today':
      return { from: begin, before: instantAt(addDays(today, 1), 0) }
    case 'thisWeek':
      return { from: begin, before: instantAt(addDays(today, daysToMonday(weekdayOf(today))), 0) }
  }
}

/** @param weekday 0 is Sunday */
function daysToMonday(weekday: number): number {
  return (8 - weekday) % 7 || 7
}
