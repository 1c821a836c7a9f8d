import type { ReminderKind, RequestStep } from '../../workflows/contract'
import type { NoticeKind } from '../../workflows/domain/notices'

/** The reminders that are for the applicant. */
const NOTICE_OF_REMINDER: Partial<Record<ReminderKind, NoticeKind>> = {
  cardNotArrived: 'cardExpected',
  documentNotAdded: 'documentAsked',
}

/** The applicant's notice about a step; null if the step has none. */
export function noticeOf({ effect }: RequestStep): NoticeKind | null {
  switch (effect.kind) {
    case 'cardAwaited':
    case 'cardArrivalReverted':
      return 'cardExpected'
    case 'reminded':
      return NOTICE_OF_REMINDER[effect.about] ?? null
    case 'documentAsked':
    case 'documentNotAdded':
    case 'cardApproved':
    case 'cancellationApproved':
    case 'rejected':
    case 'returnedByDocumentCheck':
      return effect.kind
    case 'enteredReview':
    case 'documentAdded':
    case 'escalated':
    case 'escalationReturned':
    case 'cardArrived':
    case 'refused':
    case 'refusalsCounted':
    case 'repaired':
    case 'dueMoved':
    case 'applicantDayMoved':
    case 'withdrawn':
    case 'reviewOpened':
      return null
  }
}
