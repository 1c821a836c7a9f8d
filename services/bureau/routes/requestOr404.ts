import type { Store } from '../../shared/store/connection'
import { NotFound } from '../../shared/web'
import { findRequest } from '../operations/requests'
import type { RequestSummary } from '../operations/requests'

/** @throws NotFound if there is no such request */
export async function requestOr404(store: Store, requestId: string): Promise<RequestSummary> {
  const request = await findRequest(store, requestId)
  if (request === null) throw new NotFound()
  return request
}
