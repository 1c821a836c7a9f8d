/**
 * The page that says why nothing was done: who was first and when (D7), or which rule forbids it
 * (D3, D6, D8).
 */
import type { Refused } from '../../../workflows/contract'
import type { Store } from '../../shared/store/connection'
import { BusinessRefusal } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import { accountName } from '../operations/accountName'
import { requestPath } from '../paths'
import { refusalMessage } from '../viewModels/refusal'

interface ClerkRefusalOptions {
  /** The next request in the clerk's queue, and that list. */
  nextHref?: string | null
  listHref?: string | null
  /** What the clerk wrote and would lose. */
  lostText?: string
}

/** Creates the refusal to throw; its page links to the request as it is now. */
export async function clerkRefusal(
  store: Store,
  requestId: string,
  refused: Refused,
  t: Translate,
  { nextHref = null, listHref = null, lostText = '' }: ClerkRefusalOptions = {},
): Promise<BusinessRefusal> {
  const by = refused.earlier?.by ?? null
  const name = by === null ? null : await accountName(store, by)
  const { key, values } = refusalMessage(refused, name ?? t('timeline.system'), t)
  return new BusinessRefusal(key, values, {
    next: { href: requestPath(requestId), key: 'bureau.refusal.seeRequest' },
    kept: lostText === '' ? null : { key: 'bureau.refusal.yourText', text: lostText },
    further: [
      ...(nextHref === null ? [] : [{ href: nextHref, key: 'bureau.request.nextInQueue' }]),
      ...(listHref === null ? [] : [{ href: listHref, key: 'bureau.request.backToQueue' }]),
    ],
  })
}
