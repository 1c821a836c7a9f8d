import type { Translate } from '../catalogue'

/** `3 iş günü kaldı`, `Son gün bugün`, `2 iş günü gecikti`. */
export function dueText(daysLeft: number, t: Translate): string {
  if (daysLeft === 0) return t('due.today')
  return daysLeft > 0 ? t('due.left', { count: daysLeft }) : t('due.overdue', { count: -daysLeft })
}
