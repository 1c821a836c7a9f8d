/** What becomes of the receipt of a request that was rejected or withdrawn (S50–S52, D5). */
import type { RequestRecord } from '../../shared/store/request'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Asker } from '../operations/asker'
import { carriedParts } from '../operations/carriedParts'

/** @returns null if the request has no receipt, or has not ended in this way */
export function receiptText(request: RequestRecord, asker: Asker, t: Translate): string | null {
  const { documents, type, applicantId, status, open } = request
  const isOver = status !== 'approved' && !open
  if (!isOver || !documents.some(({ kind }) => kind === 'receipt')) return null
  const stays = carriedParts(request, type, applicantId)?.documents ?? []
  const isKept = stays.some(({ kind }) => kind === 'receipt')
  switch (asker.kind) {
    case 'self':
      return t(`portal.receipt.${isKept ? 'kept' : 'again'}`)
    case 'gone':
      return null
    default:
      return isKept
        ? t(`portal.receipt.${asker.kind}`, { name: asker.name })
        : t('portal.receipt.otherAgain')
  }
}
