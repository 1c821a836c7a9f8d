/** What the population register says now, as the review page shows it. */
import { formatBirthDate } from '../../../workflows/domain/birthDate'
import type { PersonChange } from '../../../workflows/domain/personChanges'
import type { Translate } from '../../shared/web/texts/catalogue'
import { dateAndTime, shortDate } from '../../shared/web/texts/format/dates'
import type { RegisterState } from '../operations/register'
import { registerEventsPath } from '../paths'

export interface RegisterOnPage {
  /** For example “KPS’ye soruluyor…”. */
  status: string
  /** What has changed since filing, one line each. */
  changes: string[]
  /** Whether one of them forbids the card. */
  isGrave: boolean
  /** Address of the events while an answer is awaited; null otherwise. */
  live: string | null
}

const GRAVE: readonly PersonChange['code'][] = ['left', 'worksAtMinistry', 'under15']

export function registerOnPage(
  requestId: string,
  { state, answeredAt, changes, step }: RegisterState,
  t: Translate,
): RegisterOnPage {
  const when = answeredAt === null ? t('bureau.register.never') : dateAndTime(answeredAt)
  return {
    status: t(`bureau.register.state.${state}`, { when }),
    changes: changes.map((change) => changeText(change, t)),
    isGrave: changes.some(({ code }) => GRAVE.includes(code)),
    live: state === 'asking' ? registerEventsPath(requestId, step) : null,
  }
}

function changeText(change: PersonChange, t: Translate): string {
  switch (change.code) {
    case 'left':
      return t(`bureau.register.left.${change.reason}`)
    case 'under15':
      return t('bureau.register.under15', { date: shortDate(change.completesOn) })
    case 'worksAtMinistry':
      return t('bureau.register.worksAtMinistry')
    case 'name':
    case 'surname':
      return t(`bureau.register.changed.${change.code}`, { before: change.before, now: change.now })
    case 'birthDate':
      return t('bureau.register.changed.birthDate', {
        before: formatBirthDate(change.before),
        now: formatBirthDate(change.now),
      })
    case 'relation':
      return t('bureau.register.changed.relation', {
        before: t(`relation.${change.before}`),
        now: t(`relation.${change.now}`),
      })
  }
}
