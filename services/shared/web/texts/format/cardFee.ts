/** The fee of a card, as rows of facts. */
import { friendlyFormatIBAN } from 'ibantools'
import type { CardFee } from '../../../config/cardFee'
import type { Translate } from '../catalogue'
import type { Language } from '../languages'
import { lira } from './numbers'

export function feeRows(
  fee: CardFee | null,
  language: Language,
  t: Translate,
): { key: string; text: string }[] {
  if (fee === null) return []
  return [
    { key: t('fee.amount'), text: lira(fee.amount, language) },
    { key: t('fee.payee'), text: fee.payee },
    { key: t('fee.iban'), text: friendlyFormatIBAN(fee.iban) ?? fee.iban },
    { key: t('fee.note'), text: fee.note },
  ]
}
