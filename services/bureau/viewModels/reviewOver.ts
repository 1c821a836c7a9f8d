/** Why an open review needs no decision any more, in words. */
import type { FollowedRequest } from '../operations/leaseNews'
import type { Translate } from '../../shared/web/texts/catalogue'

/** @param who name of the person who decided; null if nobody did, or nobody knows */
export function reviewOverText(
  { decision, withdrawn, subState }: FollowedRequest,
  who: string | null,
  t: Translate,
): string {
  if (decision !== null)
    return t('bureau.review.over.decided', {
      who: who ?? t('timeline.system'),
      decided: t(`status.${decision.outcome}`),
    })
  if (withdrawn) return t('bureau.review.over.withdrawn')
  return t('bureau.review.over.moved', { state: t(`subState.${subState}`) })
}
