/** A notice as its page shows it. */
import type { Notice } from '../../shared/store/notice'
import { dateAndTime } from '../../shared/web/texts/format/dates'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { NoticeView } from '../operations/notices'
import { requestPath } from '../paths'
import { fullName } from './person'

export interface NoticeRow {
  text: string
  /** For example “PYK-2026-000123 · Kart Talebi · Çağla Doğan”. */
  about: string
  at: Date
  unread: boolean
  /** What became of the mail. */
  mail: string
  href: string
}

/** @param address where mails to the reader go, if anywhere */
export function noticeRow(
  { notice, person }: NoticeView,
  address: string | null,
  t: Translate,
): NoticeRow {
  const { kind, number, requestType, requestId, at, readAt } = notice
  const name = person === null ? [] : [fullName(person)]
  return {
    text: t(`notice.${kind}`),
    about: [number, t(`requestType.${requestType}`), ...name].join(' · '),
    at,
    unread: readAt === null,
    mail: mailText(notice.mail, address, t),
    href: requestPath(requestId),
  }
}

function mailText({ state, sentAt }: Notice['mail'], address: string | null, t: Translate): string {
  if (state === 'waiting' && address === null) return t('portal.notices.mail.addressNeeded')
  return t(`portal.notices.mail.${state}`, { when: sentAt === null ? '' : dateAndTime(sentAt) })
}
