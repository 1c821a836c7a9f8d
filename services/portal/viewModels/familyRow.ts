/**
 * A row of the family list: the relative, the stage, the card and the one next action (S14,
 * S18–S22, S57).
 */
import { mayDo } from '../../../workflows/domain/allowedActions'
import { lossReportedAt } from '../../../workflows/domain/lossReport'
import type { RelativeAction } from '../../../workflows/domain/relativeActions'
import { isWithdrawn } from '../../../workflows/domain/requestState'
import type { Status } from '../../../workflows/domain/requestState'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'
import type { Translate } from '../../shared/web/texts/catalogue'
import { dateAndTime, shortDate } from '../../shared/web/texts/format/dates'
import type { Asker } from '../operations/asker'
import type { RelativeView } from '../operations/relatives'
import { missingPath, requestPath } from '../paths'
import { ineligibilityText } from './ineligibility'
import { nextStep, nextStepLine } from './nextStep'
import { personHeading } from './person'
import type { PersonHeading } from './person'
import { actionLink, allowsText, reasonsText } from './stage'
import type { ActionLink } from './stage'

export interface FamilyRow extends PersonHeading {
  personId: string
  pill: { text: string; variant: 'blue' | 'green' | 'red' | 'grey' }
  /** S19, S21: why no card can be requested, and since or until when; null when one can. */
  whyNot: string | null
  /** Of a relative who has left the list: what may still be done; null for all others. */
  stillPossible: string | null
  /** Below the pill: what, since when or why, and what is allowed. */
  lines: string[]
  /** The card; null if there is none. */
  card: {
    stage: string
    approvedOn: Date
    /** Since when it is reported lost (S69). */ lostSince: Date | null
  } | null
  /** Link to the unfinished draft; null if there is none. */
  unfinished: { href: string; text: string } | null
  /** The row's button; null when nothing can be done. */
  action: RowAction | null
  /** The latest request, if the button has another target. */
  followHref: string | null
}

type RowAction = Pick<ActionLink, 'href' | 'text'> & {
  action: ActionLink['action'] | 'addDocument'
}

const VARIANTS = { pending: 'blue', approved: 'green', rejected: 'red' } as const satisfies Record<
  Status,
  string
>

/**
 * @param unfinished whether there is an unfinished draft
 * @param asker who filed the latest request; null if there is none
 */
export function familyRow(
  relative: RelativeView,
  { unfinished, asker }: { unfinished: boolean; asker: Asker | null },
  now: Date,
  t: Translate,
): FamilyRow {
  const { person, latest, card, next } = relative
  const addition = additionLink(latest, asker, t)
  return {
    ...personHeading(relative, t),
    personId: person._id,
    pill: pillOf(relative, t),
    whyNot: whyNotText(relative, t),
    stillPossible:
      relative.left === null ? null : t(`portal.family.left.${next.action ?? 'nothing'}`),
    lines: [...stageLines(relative, now, t), askedByOther(latest, asker, t) ?? []].flat(),
    card:
      card === null
        ? null
        : {
            stage: t(`subState.${card.subState}`),
            approvedOn: card.approvedAt,
            lostSince: lossReportedAt(card._id, latest === null ? [] : [latest]),
          },
    unfinished: unfinished ? unfinishedLink(next.action, person._id, t) : null,
    action: addition ?? actionLink(next.action, person._id, latest, t),
    followHref:
      latest !== null && (next.alsoFollow || addition !== null) ? requestPath(latest._id) : null,
  }
}

/** Adds the document that the bureau waits for; null for the other parent, who cannot add it. */
function additionLink(
  latest: RequestRecord | null,
  asker: Asker | null,
  t: Translate,
): RowAction | null {
  if (latest === null || asker?.kind !== 'self') return null
  if (!mayDo(stateOf(latest), ['staff'], 'addDocument')) return null
  return {
    action: 'addDocument',
    href: missingPath(latest.personId),
    text: t('action.addDocument'),
  }
}

function unfinishedLink(
  action: RelativeAction | null,
  personId: string,
  t: Translate,
): FamilyRow['unfinished'] {
  const link = actionLink(action, personId, null, t)
  return link === null
    ? null
    : { href: link.href, text: t(`portal.family.unfinished.${link.action}`) }
}

/** @returns null if a card can be requested */
function whyNotText({ next, left }: RelativeView, t: Translate): string | null {
  if (next.whyNot === null) return null
  const why = t(...ineligibilityText(next.whyNot))
  return left === null ? why : t('portal.family.leftOn', { why, date: shortDate(left.leftAt) })
}

/**
 * The status of the latest request in the words of S43; without one, whether a card can be
 * requested.
 */
function pillOf({ latest, unreadable, card, next }: RelativeView, t: Translate): FamilyRow['pill'] {
  if (unreadable !== null) return { text: t('unreadable.pill'), variant: 'red' }
  const isOver = latest === null || latest.status === 'approved' || isWithdrawn(latest)
  if (card === null && isOver) {
    return {
      text: t(next.action === null ? 'portal.family.noneAllowed' : 'portal.family.noCard'),
      variant: 'grey',
    }
  }
  // A withdrawn cancellation leaves the card as it was.
  if (latest === null || isWithdrawn(latest))
    return { text: t(`subState.${card!.subState}`), variant: 'green' }
  if (latest.subState === 'delivered') return { text: t('subState.delivered'), variant: 'green' }
  return { text: t(`status.${latest.status}`), variant: VARIANTS[latest.status] }
}

function stageLines(
  { latest, unreadable, card, next }: RelativeView,
  now: Date,
  t: Translate,
): string[] {
  if (unreadable !== null) return [unreadable.number, t('unreadable.text')]
  if (latest === null) return []
  const step = nextStep(latest, next.action, now, t)
  return [
    stageLine(latest, card, t),
    step === null ? [] : nextStepLine(step, t),
    allowsText(latest, next.action, t) ?? [],
  ].flat()
}

/** The other parent's open request, with its number (D5). */
function askedByOther(
  latest: RequestRecord | null,
  asker: Asker | null,
  t: Translate,
): string | null {
  if (latest?.open !== true || asker === null || asker.kind === 'self') return null
  return t(`portal.family.askedBy.${asker.kind}`, { name: asker.name, number: latest.number })
}

function stageLine(latest: RequestRecord, card: RelativeView['card'], t: Translate): string {
  const type = t(`requestType.${latest.type}`)
  if (latest.status === 'rejected') return `${type} · ${reasonsText(latest, t)}`
  if (isWithdrawn(latest) || (card === null && latest.status === 'approved'))
    return `${type} · ${endText(latest, t)}`
  const since = t('portal.family.since', {
    what: t(`subState.${latest.subState}`),
    when: dateAndTime(latest.queuedAt),
  })
  return `${type} · ${since}`
}

/**
 * For example “Onaylandı · Kart iptal edildi, 24.11.2026”: the status (S43, S54) and what happened
 * to the card.
 */
function endText(request: RequestRecord, t: Translate): string {
  const { status, subState, decision, queuedAt } = request
  const end = `${t(`subState.${subState}`)}, ${shortDate(decision?.at ?? queuedAt)}`
  return isWithdrawn(request) ? end : `${t(`status.${status}`)} · ${end}`
}
