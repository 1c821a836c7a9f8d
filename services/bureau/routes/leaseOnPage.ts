/** The line of a request's page that says who works on it. */
import { judgeTaking } from '../../../workflows/domain/lease'
import { stateOf } from '../../shared/store/request'
import type { Store } from '../../shared/store/connection'
import type { SignedInAccount } from '../../shared/web'
import { leasesOn, takeLease } from '../operations/leases'
import type { LeasedRequest, NamedLease } from '../operations/leases'
import type { WorkListFilter } from '../operations/workList'
import { leaseLine } from '../viewModels/lease'
import type { Reader } from '../viewModels/lease'

export type Looker = Omit<Reader, 'id'> & { account: SignedInAccount }

/**
 * Opening the page of a review takes it, unless a colleague holds it; opening it again renews the
 * lease, which is all that a browser without scripts does.
 * @param pageId a new id of the page, by which it keeps the lease and gives it back
 */
export async function takenOnOpening(
  store: Store,
  request: LeasedRequest,
  filter: WorkListFilter,
  looker: Looker & { pageId: string },
) {
  const { account, pageId } = looker
  const now = new Date()
  const answer = await takeLease(store, account, request, { pageId, now })
  if (answer.kind === 'refused') return leaseOnPage(store, request, filter, looker)
  const holder = { holder: account.id, holderName: account.name }
  const lease = { _id: request._id, ...holder, until: answer.until, pageId }
  return lineOf(lease, request, filter, looker, now)
}

/** The same for a page that only shows the request. */
export async function leaseOnPage(
  store: Store,
  request: LeasedRequest,
  filter: WorkListFilter,
  looker: Looker & { pageId?: string | null },
) {
  const now = new Date()
  const lease = (await leasesOn(store, [request._id], now)).get(request._id) ?? null
  return lineOf(lease, request, filter, looker, now)
}

function lineOf(
  lease: NamedLease | null,
  { _id, applicantId, relatedStaffIds, ...request }: LeasedRequest,
  filter: WorkListFilter,
  { account, pageId = null, language, t }: Looker & { pageId?: string | null },
  now: Date,
) {
  const one = { state: stateOf(request), applicantId, relatedStaffIds, lease: null }
  const mayTake = 'until' in judgeTaking(one, account, now)
  return leaseLine(lease, _id, filter, { id: account.id, language, t, pageId, mayTake }, now)
}
