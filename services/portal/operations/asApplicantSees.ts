/** What an applicant sees of a request: nothing of what clerks and head say to each other. */
import { isWithHead } from '../../../workflows/domain/requestState'
import type { RequestAuditLine, RequestRecord } from '../../shared/store/request'

const AMONG_THE_BUREAU: readonly RequestAuditLine['action'][] = ['escalated', 'escalationReturned']

/** A case that a clerk has handed to the head is still in review for its applicant. */
export function asApplicantSees<Request extends Pick<RequestRecord, 'subState' | 'audit'>>(
  request: Request,
): Request {
  const subState = isWithHead(request) ? 'inReview' : request.subState
  const audit = request.audit.filter(({ action }) => !AMONG_THE_BUREAU.includes(action))
  return { ...request, subState, audit, escalation: null }
}
