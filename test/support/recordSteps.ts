/** A record without runs, and the steps that a request takes in it. */
import { randomUUID } from 'node:crypto'
import { createRecordActivities } from '../../activities'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import type {
  CardRequestInput,
  CardStep,
  RecordActivities,
  RequestStep,
  RequestStepEffect,
} from '../../workflows/contract'
import type { RequestState } from '../../workflows/domain/requestState'
import { approval, cardRequestInput, CLERK } from './messages'
import { AWAITING_PRINT, IN_REVIEW } from './requestStates'
import { createTestWorld } from './world'

/** When everything happens. */
export const AT = '2026-11-24T09:00:00.000Z'

export interface OpenRecord {
  store: Store
  /** Writes to the record as runs do, without asking for a claim. */
  record: RecordActivities
  close: () => Promise<void>
}

export async function openRecord(): Promise<OpenRecord> {
  const world = await createTestWorld()
  const store = await connectStore(world.mongoUrl, world.auditKeys)
  return {
    store,
    record: createRecordActivities(store),
    close: async () => {
      await store.close()
      await world.cleanUp()
    },
  }
}

export const step = (
  requestId: string,
  seq: number,
  state: RequestState,
  effect: RequestStepEffect,
): RequestStep => ({ requestId, seq, at: AT, state, effect })

export const enteredReview = (requestId: string): RequestStep =>
  step(requestId, 1, IN_REVIEW, { kind: 'enteredReview', dueAt: '2026-12-08T15:00:00.000Z' })

export const printedStep = (cardId: string, requestId: string): CardStep => ({
  cardId,
  requestId,
  seq: 1,
  at: AT,
  subState: 'printed',
  by: CLERK,
  eventId: 'e1',
})

/** @param record the one that is open when a test runs */
export function requestsIn(record: () => RecordActivities) {
  async function filed(over: Partial<CardRequestInput> = {}): Promise<CardRequestInput> {
    const input = cardRequestInput(over)
    await record().fileRequest({ input, at: AT })
    return input
  }

  /** A request whose card was approved. */
  async function approved() {
    const input = await filed()
    const cardId = randomUUID()
    await record().recordStep(enteredReview(input.requestId))
    const approve = step(input.requestId, 2, AWAITING_PRINT, {
      kind: 'cardApproved',
      decision: approval(input.requestId),
      cardId,
    })
    await record().recordStep(approve)
    return { input, cardId, approve }
  }

  return { filed, approved }
}
