/** The page that tells a clerk why nothing was done: who was first and when (D7), or which rule stands against it (D3, D6, D8). */
import type { Refused } from '../../../workflows/contract'
import type { Store } from '../../shared/store/connection'
import { BusinessRefusal } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import { accountName } from '../operations/accountName'
import { requestPath } from '../paths'
import { refusalMessage } from '../viewModels/refusal'

/**
 * Makes the refusal to throw; from its page the way leads to the request as it now stands.
 * @param onward the ways on in the queue, for whoever came from there
 */
export async function clerkRefusal(
  store: Store,
  requestId: string,
  refused: Refused,
  t: Translate,
  { nextHref, listHref }: { nextHref: string | null; listHref: string | null } = {
    nextHref: null,
    listHref: null,
  },
): Promise<BusinessRefusal> {
  const by = refused.earlier?.by ?? null
  const name = by === null ? null : await accountName(store, by)
  const { key, values } = refusalMessage(refused, name ?? t('timeline.system'))
  return new BusinessRefusal(key, values, {
    next: { href: requestPath(requestId), key: 'bureau.refusal.seeRequest' },
    further: [
      ...(nextHref === null ? [] : [{ href: nextHref, key: 'bureau.request.nextInQueue' }]),
      ...(listHref === null ? [] : [{ href: listHref, key: 'bureau.request.backToQueue' }]),
    ],
  })
}
