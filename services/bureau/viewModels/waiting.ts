/** How long something has waited, in words. */
import type { Translate } from '../../shared/web/texts/catalogue'

const MINUTE_MS = 60_000

/** The two largest parts of a time: `1 gün 12 sa`, `3 sa 5 dk`, `4 dk`, `az önce`. */
export function waitingTime(since: Date, now: Date, t: Translate): string {
  const total = Math.max(0, Math.floor((now.getTime() - since.getTime()) / MINUTE_MS))
  const [days, hours, minutes] = [
    Math.floor(total / 1440),
    Math.floor((total % 1440) / 60),
    total % 60,
  ]
  if (days > 0) return t('bureau.waiting.days', { days, hours })
  if (hours > 0) return t('bureau.waiting.hours', { hours, minutes })
  return minutes > 0 ? t('bureau.waiting.minutes', { minutes }) : t('bureau.waiting.now')
}
