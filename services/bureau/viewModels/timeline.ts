/** The events of a request, in words, newest first. */
import type { RefusalCause } from '../../../workflows/contract'
import type { RequestAuditLine, RequestRecord } from '../../shared/store/request'
import type { Translate } from '../../shared/web/texts/catalogue'
import { shortDate } from '../../shared/web/texts/format/dates'
import type { CaseFile } from '../operations/caseFile'
import { earlierAct } from '../operations/earlierAct'
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
      return line.cause === undefined ? null : refusalDetail(line.cause, request, nameOf, t)
    case 'refusalsCounted':
      return t('bureau.refusalsCounted', { count: line.count ?? 0 })
    case 'rejected':
    case 'returnedByDocumentCheck':
      return reasonLabels(request.decision?.reasons ?? [], t)
    case 'cardArrived':
      return letterText(request, t)
    default:
      return null
  }
}

function refusalDetail(
  cause: RefusalCause,
  { decision }: RequestRecord,
  nameOf: CaseFile['nameOf'],
  t: Translate,
): string {
  const earlier = decision === null ? null : earlierAct(decision)
  const who = nameOf(earlier?.by ?? null) ?? t('timeline.system')
  return refusedText({ kind: 'refused', cause, earlier }, who, t)
}

function letterText({ cardReceived }: RequestRecord, t: Translate): string | null {
  if (cardReceived === null) return null
  return t('bureau.cardArrival.letter', {
    number: cardReceived.letterNo,
    date: shortDate(cardReceived.letterDate),
  })
}
