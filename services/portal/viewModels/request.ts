/** One request of the family, as its page shows it. */
import { lossReportedAt } from '../../../workflows/domain/lossReport'
import type { RequestRecord } from '../../shared/store/request'
import { cancellationReasonTexts } from '../../shared/web/texts/format/cancellationReason'
import { faultText } from '../../shared/web/texts/format/documentFaults'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import type { FamilyRequest } from '../operations/familyRequests'
import { mayWithdraw } from '../operations/withdrawRequest'
import { coverLetterPath, documentPath, requestPath, TRACKING, withdrawalPath } from '../paths'
import { nextStep } from './nextStep'
import { personHeading } from './person'
import { needsCoverLetter } from './coverLetter'
import { receiptText } from './receipt'
import { reasonsOf } from './returned'
import { actionLink, stageText } from './stage'
import { askerText, timelineOf } from './timeline'
import { sendCardText } from './todo'

/** @param readerId account id of the staff member who reads */
export function requestPage(
  { request, relative, asker, explanation, reasonDetail }: FamilyRequest,
  readerId: string,
  language: Language,
  now: Date,
  t: Translate,
) {
  const { latest, next, person, card } = relative
  // Only the latest request decides what can be done now.
  const isLatest = latest?._id === request._id
  const possible = isLatest ? next.action : null
  const isReturned = request.status === 'rejected'
  const link = possible === 'follow' ? null : actionLink(possible, person._id, latest, t)
  return {
    ...personHeading(relative, t),
    request,
    asker: askerText(asker, t),
    stage: stageText(request, { card: isLatest ? card : null, possible }, t),
    next: isLatest ? nextStep(request, possible, now, t) : null,
    sendCard: sendCardText(request, t),
    lostSince: isLatest ? lossReportedAt(request.cardId, [request]) : null,
    again: isReturned ? link : null,
    action: isReturned ? null : link,
    receipt: possible === 'requestCard' ? receiptText(request, asker, t) : null,
    coverLetterHref:
      asker.kind === 'self' && needsCoverLetter(request) ? coverLetterPath(request._id) : null,
    withdrawalHref: mayWithdraw(request, readerId) ? withdrawalPath(request._id) : null,
    newerHref: isLatest || latest === null ? null : requestPath(latest._id),
    reasons: reasonsOf(request, t),
    explanation,
    cancellationReason:
      request.reason === null ? null : cancellationReasonTexts(request.reason, reasonDetail, t),
    faults: faultsOf(request, language, t),
    documents: request.documents.map(({ kind, bytes }) => ({
      text: t(`upload.show.${kind}`),
      bytes,
      href: documentPath(request._id, kind),
    })),
    timeline: timelineOf(request, asker, t),
    backHref: TRACKING,
  }
}

/** What the system's check found, one line per fault. */
function faultsOf({ documentFaults }: RequestRecord, language: Language, t: Translate) {
  return documentFaults.flatMap(({ kind, faults }) =>
    faults.map((fault) => ({
      kind: t(`documentKind.${kind}`),
      text: faultText(fault, language, t),
    })),
  )
}
