/** How long the requests of a random life wait, and which reminders they must have given. */
import type { Alarm } from '../../workflows/contract'
import {
  applicantClock,
  cardReminders,
  resumeReview,
  reviewClock,
} from '../../workflows/domain/requestClocks'
import { isAwaitingApplicant } from '../../workflows/domain/requestState'
import { DEFAULT_TIMING } from '../../workflows/domain/requestTiming'
import type { RequestLife } from './life'

/** The reminders that a request must have given by now. */
export function remindersOf(request: RequestLife, now: number): Alarm['about'][] {
  const due = request.run === 'open' ? alarmsOf(request) : []
  return [
    ...request.remindedBefore,
    ...due.filter(({ at }) => Date.parse(at) <= now).map(({ about }) => about),
  ]
}

function alarmsOf(request: RequestLife): Alarm[] {
  const { waitsSince, state } = request
  if (waitsSince === null) return []
  const since = new Date(waitsSince).toISOString()
  if (state.subState === 'awaitingCard')
    return cardReminders(since, DEFAULT_TIMING).map((at) => ({ at, about: 'cardNotArrived' }))
  if (isAwaitingApplicant(state))
    return applicantClock(since, DEFAULT_TIMING).remindAt.map((at) => ({
      at,
      about: 'documentNotAdded',
    }))
  const { remindAt, dueAt } = reviewOf(request, waitsSince)
  // A review that was overdue when it stopped gives no reminders any more.
  if (remindAt === null) return []
  return [
    { at: remindAt, about: 'reviewDueSoon' },
    { at: dueAt, about: 'reviewOverdue' },
  ]
}

/** The clock of a review that began to wait at this instant, in milliseconds. */
export function reviewOf(
  { resumed }: RequestLife,
  waitsSince: number,
): { remindAt: string | null; dueAt: string } {
  const since = new Date(waitsSince).toISOString()
  return resumed === null
    ? reviewClock(since, DEFAULT_TIMING)
    : resumeReview(since, resumed, DEFAULT_TIMING)
}

/** Until when the applicant is waited for, who was asked at this instant, in milliseconds. */
export function applicantWaitsUntil(waitsSince: number): number {
  return Date.parse(applicantClock(new Date(waitsSince).toISOString(), DEFAULT_TIMING).until)
}
