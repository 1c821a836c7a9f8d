/** The events of a request for the family, newest first, without the names of clerks. */
import type { RequestAuditLine, RequestRecord } from '../../shared/store/request'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Asker } from '../operations/asker'
import { reasonsText } from './stage'

export interface TimelineItem {
  text: string
  detail: string | null
  at: Date
  /** Null when the system did it. */
  who: string | null
}

export function timelineOf(request: RequestRecord, asker: Asker, t: Translate): TimelineItem[] {
  return request.audit
    .filter(({ action }) => action !== 'refused' && action !== 'refusalsCounted')
    .map((line) => ({
      text: t(`requestEvent.${line.action}`),
      detail: detailOf(line, request, t),
      at: line.at,
      who: whoOf(line, request, asker, t),
    }))
    .reverse()
}

function detailOf(line: RequestAuditLine, request: RequestRecord, t: Translate): string | null {
  if (line.action === 'reminded')
    return line.about === undefined ? null : t(`reminder.${line.about}`)
  if (line.document !== undefined) return t(`documentKind.${line.document}`)
  if (line.action === 'rejected' || line.action === 'returnedByDocumentCheck')
    return reasonsText(request, t)
  return null
}

function whoOf(
  { actor }: RequestAuditLine,
  { applicantId }: RequestRecord,
  asker: Asker,
  t: Translate,
): string | null {
  if (actor === null) return null
  return actor === applicantId ? askerText(asker, t) : t('portal.requests.bureau')
}

/** `Siz`, `Eşiniz Gökçe Şimşek`. */
export function askerText({ kind, name }: Asker, t: Translate): string {
  return t(`portal.requests.asker.${kind}`, { name })
}
