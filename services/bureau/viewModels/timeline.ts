/** What happened to a request, in words, newest first. */
import type { RequestAuditLine, RequestRecord } from '../../shared/store/request'
import type { Translate } from '../../shared/web/texts/catalogue'
import { shortDate } from '../../shared/web/texts/format/dates'
import type { CaseFile } from '../operations/caseFile'
import { reasonLabels } from './reasons'
import { refusedText } from './refusal'

export interface TimelineItem {
  text: string
  detail: string | null
  at: Date
  /** Null when the system did it. */
  who: string | null
}

export function timelineOf(file: CaseFile, t: Translate): TimelineItem[] {
  return file.request.audit
    .map((line) => ({
      text: t(`requestEvent.${line.action}`),
      detail: detailOf(line, file, t),
      at: line.at,
      who: file.nameOf(line.actor),
    }))
    .reverse()
}

function detailOf(
  line: RequestAuditLine,
  { request, nameOf }: CaseFile,
  t: Translate,
): string | null {
  switch (line.action) {
    case 'reminded':
      return line.about === undefined ? null : t(`reminder.${line.about}`)
    case 'refused':
      return line.cause === undefined
        ? null
        : refusedText(line.cause, decidedBy(request, nameOf, t), t)
    case 'rejected':
    case 'returnedByDocumentCheck':
      return reasonLabels(request.decision?.reasons ?? [], t)
    case 'cardArrived':
      return letterText(request, t)
    default:
      return null
  }
}

function decidedBy({ decision }: RequestRecord, nameOf: CaseFile['nameOf'], t: Translate) {
  return decision === null
    ? null
    : { who: nameOf(decision.by) ?? t('timeline.system'), at: decision.at }
}

function letterText({ cardReceived }: RequestRecord, t: Translate): string | null {
  if (cardReceived === null) return null
  return t('bureau.cardArrival.letter', {
    number: cardReceived.letterNo,
    date: shortDate(cardReceived.letterDate),
  })
}
