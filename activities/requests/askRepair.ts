import type { UnrecordedRequest } from '../../workflows/contract'
import type { Store } from '../../services/shared/store/connection'

/** What a lost run had taken and not recorded, as its repair wrote it to the record. */
export async function askRepair(
  store: Store,
  { requestId, seq }: { requestId: string; seq: number },
): Promise<UnrecordedRequest> {
  const request = await store.requests.findById(requestId, { repair: 1 }).lean()
  // An empty object is not kept.
  return request?.repair?.seq === seq ? { ...request.repair.unrecorded } : {}
}
