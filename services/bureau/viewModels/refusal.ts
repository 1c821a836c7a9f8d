/** Why something was not taken, in words. */
import type { RefusalCause } from '../../../workflows/contract'
import type { TextValues } from '../../shared/web/index'
import type { Translate } from '../../shared/web/texts/catalogue'
import { dateAndTime } from '../../shared/web/texts/format/dates'

/** Who did before what could be done once only, and when. */
export interface Earlier {
  who: string
  at: Date
}

/**
 * Key and values of a refusal's text. Who came first is told where it is known (D7).
 * @example { key: 'refusal.alreadyDecided', values: { who: 'Aygül Ünal', when: '24.11.2026 10:42' } }
 */
export function refusalMessage(
  cause: RefusalCause,
  earlier: Earlier | null,
): { key: string; values: TextValues } {
  if (earlier === null)
    return { key: cause === 'alreadyDecided' ? 'refusal.closed' : `refusal.${cause}`, values: {} }
  const values = { who: earlier.who, when: dateAndTime(earlier.at) }
  return {
    key: cause === 'alreadyReceived' ? 'bureau.refusal.recordedBefore' : `refusal.${cause}`,
    values,
  }
}

/** The same as part of what happened, for whoever reads it later. */
export function refusedText(cause: RefusalCause, earlier: Earlier | null, t: Translate): string {
  if (cause !== 'alreadyDecided') return t(`bureau.refused.${cause}`)
  return earlier === null
    ? t('bureau.refused.closed')
    : t('bureau.refused.alreadyDecided', { who: earlier.who, when: dateAndTime(earlier.at) })
}
