/** Whose a request is at the moment, in words, and what a clerk can do about it. */
import { LEASE_MINUTES, standingOf } from '../../../workflows/domain/lease'
import type { LeaseStanding } from '../../../workflows/domain/lease'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import { dateAndTime, timeOfDay } from '../../shared/web/texts/format/dates'
import { atName, toTime } from '../../shared/web/texts/format/turkishSuffix'
import type { NamedLease } from '../operations/leases'
import type { WorkListFilter } from '../operations/workList'
import { leasePath } from '../paths'

const MINUTE_MS = 60_000

export interface Reader {
  id: string
  language: Language
  t: Translate
}

/** For example `Size atandı · 10 dk`; `Size atandı, 29.11.2026 10:51’e kadar`, `Zeynep Kaya’da, 14:52’ye kadar`; null while nobody has it. */
export function leaseText(
  lease: NamedLease | null,
  { id, language, t }: Reader,
  now: Date,
): { standing: LeaseStanding; text: string | null } {
  const standing = standingOf(lease, id, now)
  if (lease === null || standing === 'free') return { standing, text: null }
  const isTurkish = language === 'tr'
  const time = endOf(lease.until, now)
  const until = isTurkish ? toTime(time) : time
  if (standing === 'own') {
    const minutes = Math.ceil((lease.until.getTime() - now.getTime()) / MINUTE_MS)
    const text =
      minutes > LEASE_MINUTES
        ? t('bureau.lease.ownUntil', { until })
        : t('bureau.lease.own', { minutes })
    return { standing, text }
  }
  const at = isTurkish ? atName(lease.holderName) : lease.holderName
  return { standing, text: t('bureau.lease.held', { at, until }) }
}

function endOf(until: Date, now: Date): string {
  const [day, today] = [until, now].map((at) => istanbulDayOf(at.toISOString()))
  return day === today ? timeOfDay(until) : dateAndTime(until)
}

/**
 * The line on the page of a request.
 * @param pageId of the page that keeps the lease while it is open; null if the page does not
 * @param mayTake whether the reader may work on the request at all (D8)
 */
export function leaseLine(
  lease: NamedLease | null,
  requestId: string,
  filter: WorkListFilter,
  { pageId = null, mayTake, ...reader }: Reader & { pageId?: string | null; mayTake: boolean },
  now: Date,
) {
  return {
    ...leaseText(lease, reader, now),
    mayTake,
    take: leasePath(requestId, 'take', filter),
    release: leasePath(requestId, 'release', filter),
    takeOver: leasePath(requestId, 'takeover', filter),
    /** By which an open page follows who has it; null for readers who have nothing to do with it. */
    events: mayTake ? leasePath(requestId, 'events') : null,
    keep:
      pageId === null || !mayTake
        ? null
        : {
            pageId,
            renewal: leasePath(requestId, 'renewal'),
            leaving: leasePath(requestId, 'leaving'),
          },
  }
}
