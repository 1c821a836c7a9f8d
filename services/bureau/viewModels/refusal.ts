/** Why a message was refused, in words. */
import type { Refused } from '../../../workflows/contract'
import type { TextValues } from '../../shared/web/index'
import type { Translate } from '../../shared/web/texts/catalogue'
import { dateAndTime } from '../../shared/web/texts/format/dates'

/**
 * Key and values of a refusal's text. It says who was first if that is known (D7).
 * @param who the name of the person who did it before
 * @example { key: 'refusal.alreadyDecided', values: { who: 'Aygül Ünal', when: '24.11.2026 10:42',
 *   decided: 'Onaylandı' } }
 */
export function refusalMessage(
  { cause, earlier }: Refused,
  who: string,
  t: Translate,
): { key: string; values: TextValues } {
  if (earlier === null)
    return { key: cause === 'alreadyDecided' ? 'refusal.closed' : `refusal.${cause}`, values: {} }
  return {
    key: cause === 'alreadyReceived' ? 'bureau.refusal.recordedBefore' : `refusal.${cause}`,
    values: {
      who,
      when: dateAndTime(earlier.at),
      ...(earlier.outcome && { decided: t(`status.${earlier.outcome}`) }),
    },
  }
}

/** The same as a line of the request's timeline. */
export function refusedText({ cause, earlier }: Refused, who: string, t: Translate): string {
  if (cause !== 'alreadyDecided') return t(`bureau.refused.${cause}`)
  return earlier === null
    ? t('bureau.refused.closed')
    : t('bureau.refused.alreadyDecided', { who, when: dateAndTime(earlier.at) })
}
