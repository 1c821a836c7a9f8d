/** The home page's cards: what to do next, and the open requests. */
import { queueOf } from '../../../workflows/domain/allowedActions'
import { isWithdrawn } from '../../../workflows/domain/requestState'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import { dateAndTime, longDate } from '../../shared/web/texts/format/dates'
import type { RelativeView } from '../operations/relatives'
import { requestPath } from '../paths'
import { askedNotice } from './askedDocument'
import { fullName, genitive } from './person'
import { returnedNotice } from './returned'
import type { Reader } from './returned'
import { actionLink } from './stage'

export interface Todo {
  variant: 'correction' | 'error' | 'warning' | 'info'
  heading: string
  text: string
  /** What a clerk wrote about it (S45); null if nothing. */
  explanation: string | null
  link: { href: string; text: string }
}

/** A card to send to the bureau (S67), with the last reminder; null if none is awaited. */
export function sendCardText({ subState, reminders }: RequestRecord, t: Translate): string | null {
  if (subState !== 'awaitingCard') return null
  const last = reminders.findLast(({ about }) => about === 'cardNotArrived')
  return last === undefined
    ? t('portal.reminder.sendCard')
    : t('portal.reminder.sendCardAgain', { when: dateAndTime(last.at) })
}

/** @param begun ids of the relatives with an unfinished draft */
export function todosOf(
  relatives: readonly RelativeView[],
  begun: ReadonlySet<string>,
  reader: Reader,
): Todo[] {
  const { language, t } = reader
  return relatives.flatMap((relative): Todo[] => {
    const notice = returnedNotice(relative, reader)
    if (notice !== null) {
      return [{ ...notice, text: notice.reasons.map(({ label }) => label).join(', ') }]
    }
    return [
      addDocument(relative, reader) ??
        sendCard(relative, language, t) ??
        unfinished(relative, begun, t) ??
        firstRequest(relative, t),
    ].flatMap((todo) => todo ?? [])
  })
}

function addDocument(relative: RelativeView, reader: Reader): Todo | null {
  const notice = askedNotice(relative, reader)
  return notice && { ...notice, explanation: null }
}

function sendCard({ person, latest }: RelativeView, language: Language, t: Translate): Todo | null {
  const text = latest === null ? null : sendCardText(latest, t)
  if (latest === null || text === null) return null
  return {
    variant: 'warning',
    heading: t('portal.home.sendCard', { whose: genitive(fullName(person), language) }),
    text,
    explanation: null,
    link: { href: requestPath(latest._id), text: t('portal.family.action.follow') },
  }
}

function unfinished(
  { person, next, latest }: RelativeView,
  begun: ReadonlySet<string>,
  t: Translate,
): Todo | null {
  const link = actionLink(next.action, person._id, latest, t)
  if (!begun.has(person._id) || link === null) return null
  return {
    variant: 'info',
    heading: t(`portal.home.unfinished.${link.action}`, { name: fullName(person) }),
    text: t('portal.home.unfinishedText'),
    explanation: null,
    link: { href: link.href, text: t('portal.home.continue') },
  }
}

/** The first card for a relative without any request, or with a withdrawn one (S10, S11). */
function firstRequest({ person, next, latest }: RelativeView, t: Translate): Todo | null {
  const isFree = latest === null || isWithdrawn(latest)
  const link = isFree ? actionLink(next.action, person._id, latest, t) : null
  if (link?.action !== 'requestCard') return null
  return {
    variant: 'info',
    heading: t('portal.home.firstRequest', { name: fullName(person) }),
    text: t('portal.home.firstRequestText'),
    explanation: null,
    link: { href: link.href, text: link.text },
  }
}

/** An open request, or one whose record cannot be read. */
export interface RunningRequest {
  name: string
  /** Such as “Kart Talebi · İnceleme sırasında”. */
  stage: string
  /** When the review ends, or since when it waits; or what to do about the record. */
  detail: string
  /** Null if it has no page. */
  href: string | null
}

/** The latest request of each relative, while it is open (S41). */
export function runningRequests(
  relatives: readonly RelativeView[],
  { language, t }: Pick<Reader, 'language' | 't'>,
): RunningRequest[] {
  return relatives.flatMap(({ person, latest, unreadable }): RunningRequest[] => {
    if (unreadable !== null) {
      const stage = `${unreadable.number} · ${t('unreadable.pill')}`
      return [{ name: fullName(person), stage, detail: t('unreadable.text'), href: null }]
    }
    if (latest === null || queueOf(stateOf(latest)) === 'archive') return []
    const { _id, type, subState, dueAt, queuedAt, open } = latest
    return [
      {
        name: fullName(person),
        stage: `${t(`requestType.${type}`)} · ${t(`subState.${subState}`)}`,
        detail:
          open && dueAt !== null
            ? t('portal.home.dueOn', { date: longDate(dueAt, language) })
            : t('portal.home.since', { date: longDate(queuedAt, language) }),
        href: requestPath(_id),
      },
    ]
  })
}
