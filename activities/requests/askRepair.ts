import { ApplicationFailure } from '@temporalio/common'
import { FAILURES } from '../../workflows/contract'
import type { ProductionEvent, Taken, UnrecordedRequest } from '../../workflows/contract'
import type { Store } from '../../services/shared/store/connection'
import { repairId, repairsOf } from '../../services/shared/store/repair'
import type { Repair } from '../../services/shared/store/repair'

/**
 * What a lost run had taken and not recorded, as the operator's command found it.
 * @throws ApplicationFailure RepairUnknown when no operator has begun this repair
 */
export async function askRepair(
  store: Store,
  { requestId, seq }: { requestId: string; seq: number },
): Promise<UnrecordedRequest> {
  // An empty object is not kept.
  return { ...(await repairOf(store, requestId, seq)).unrecorded }
}

/** The same for a card in production. */
export async function askCardRepair(
  store: Store,
  { cardId, seq }: { cardId: string; seq: number },
): Promise<readonly Taken<ProductionEvent>[]> {
  return (await repairOf(store, cardId, seq)).events ?? []
}

/** Whether a repair of a request or card has taken over what this claim proves. */
export async function isTakenOver(store: Store, subject: string, claim: string): Promise<boolean> {
  const repairs = await store.repairs.find(repairsOf(subject)).lean()
  return repairs.some(({ unrecorded = {}, events = [] }) => {
    const taken = [...(Object.values(unrecorded) as unknown[]), ...events]
    return taken.some((one) => (one as { claim?: unknown } | null)?.claim === claim)
  })
}

async function repairOf(store: Store, subject: string, seq: number): Promise<Repair> {
  const repair = await store.repairs.findById(repairId(subject, seq)).lean()
  if (repair !== null) return repair
  throw ApplicationFailure.nonRetryable(
    `Nobody has begun a repair of ${subject} after step ${seq}`,
    FAILURES.repairUnknown,
  )
}
