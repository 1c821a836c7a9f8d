/** The events of a request, in words, newest first. */
import type { RefusalCause } from '../../../workflows/contract'
import type { RequestAuditLine, RequestRecord } from '../../shared/store/request'
import type { Translate } from '../../shared/web/texts/catalogue'
import { shortDate } from '../../shared/web/texts/format/dates'
import type { CaseFile } from '../operations/caseFile'
import { earlierAct } from '../../shared/acts/earlierAct'
import type { HandOver } from '../operations/handOvers'
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
  const items = file.request.audit
    .map((line) => ({
      text: t(`requestEvent.${line.action}`),
      detail: detailOf(line, file, t),
      at: line.at,
      who: file.nameOf(line.actor),
    }))
    .reverse()
  for (const handOver of file.handOvers) insert(items, handOverItem(handOver, t))
  return items
}

/** Where its instant belongs; the others keep the order of their steps. */
function insert(items: TimelineItem[], item: TimelineItem): void {
  const earlier = items.findIndex(({ at }) => at <= item.at)
  items.splice(earlier === -1 ? items.length : earlier, 0, item)
}

function handOverItem(
  { event, at, by, from, to, ground, words }: HandOver,
  t: Translate,
): TimelineItem {
  const details = [
    to === null ? null : t('bureau.lease.over.to', { to }),
    from === null ? null : t('bureau.lease.over.from', { from }),
    ground === null ? null : t(`bureau.lease.over.grounds.${ground}`),
    words,
  ]
  return {
    text: t(`bureau.lease.over.event.${event}`),
    detail: details.filter((detail) => detail !== null).join(' · '),
    at,
    who: by,
  }
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
    case 'documentAsked':
    case 'documentAdded':
    case 'documentNotAdded':
      return line.document === undefined ? null : t(`documentKind.${line.document}`)
    case 'cardArrived':
      return letterText(line, request, t)
    case 'cardArrivalReverted':
    case 'printedReverted':
    case 'sentReverted':
    case 'deliveredReverted':
      return line.ground === undefined ? null : t(`reversalGround.${line.ground}`)
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

/** The record has the letter of the latest arrival that was not taken back. */
function letterText(
  { at }: RequestAuditLine,
  { cardReceived }: RequestRecord,
  t: Translate,
): string | null {
  if (cardReceived?.at.getTime() !== at.getTime()) return null
  return t('bureau.cardArrival.letter', {
    number: cardReceived.letterNo,
    date: shortDate(cardReceived.letterDate),
  })
}
