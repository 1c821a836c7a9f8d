/** The events of a request, in words, newest first. */
import type { RefusalCause } from '../../../workflows/contract'
import type { RequestAuditLine, RequestRecord } from '../../shared/store/request'
import type { Translate } from '../../shared/web/texts/catalogue'
import { dateAndTime, shortDate } from '../../shared/web/texts/format/dates'
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
  const items = withoutRepeats(file.request.audit)
    .map(({ line, times, first }) => ({
      text: t(`requestEvent.${line.action}`),
      detail: joined([
        detailOf(line, file, t),
        times === 1
          ? null
          : t('bureau.refusedTimes', {
              times,
              first: dateAndTime(first),
              last: dateAndTime(line.at),
            }),
      ]),
      at: line.at,
      who: whoOf(line, file, t),
    }))
    .reverse()
  for (const handOver of file.handOvers) insert(items, handOverItem(handOver, t))
  return items
}

interface Shown {
  /** The latest of its kind. */
  line: RequestAuditLine
  times: number
  first: Date
}

/**
 * Shows equal refusals between two other events as one, at the place of the latest, so that a flood of
 * messages does not bury the history, even if their causes alternate.
 */
function withoutRepeats(audit: readonly RequestAuditLine[]): Shown[] {
  const shown: Shown[] = []
  let refusalsFrom = 0
  for (const line of audit) {
    const at = shown.findIndex(
      (one, index) => index >= refusalsFrom && isSameRefusal(one.line, line),
    )
    const [before] = at === -1 ? [] : shown.splice(at, 1)
    shown.push({ line, times: (before?.times ?? 0) + 1, first: before?.first ?? line.at })
    if (line.action !== 'refused') refusalsFrom = shown.length
  }
  return shown
}

function isSameRefusal(one: RequestAuditLine, other: RequestAuditLine): boolean {
  return (
    one.action === 'refused' &&
    other.action === 'refused' &&
    one.cause === other.cause &&
    one.actor === other.actor &&
    isOfActor(one) === isOfActor(other)
  )
}

/** Causes for which a genuine message may have been sent by somebody else: late, again or elsewhere. */
const SENT_BY_ANYBODY: ReadonlySet<RefusalCause | undefined> = new Set([
  'replayed',
  'expired',
  'otherRequest',
])

/** Whether it is certain that the person whom a line names did it. */
function isOfActor({ action, cause, provenBy }: RequestAuditLine): boolean {
  return action !== 'refused' || (provenBy !== undefined && !SENT_BY_ANYBODY.has(cause))
}

function whoOf(line: RequestAuditLine, { nameOf }: CaseFile, t: Translate): string | null {
  const who = nameOf(line.actor)
  return who === null || isOfActor(line) ? who : t('bureau.namedInMessage', { who })
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
    detail: joined(details),
    at,
    who: by,
  }
}

function joined(details: (string | null)[]): string | null {
  return details.filter((detail) => detail !== null).join(' · ') || null
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
