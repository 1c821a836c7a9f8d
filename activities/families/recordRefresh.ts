import type { RefreshStep } from '../../workflows/contract'
import type { Store } from '../../services/shared/store/connection'
import { isDuplicateKey } from '../../services/shared/store/duplicateKey'

/** Writes a step of a refresh; a repeated or an older one changes nothing. */
export async function recordRefresh(store: Store, step: RefreshStep): Promise<void> {
  const { accountId, runId, seq, state, fault } = step
  const startedAt = new Date(step.startedAt)
  try {
    await store.familyRefreshes.updateOne(
      {
        _id: accountId,
        $or: [{ startedAt: { $lt: startedAt } }, { runId, seq: { $lt: seq } }],
      },
      {
        $set: {
          runId,
          startedAt,
          seq,
          state,
          fault,
          at: new Date(step.at),
          nextAttemptAt: step.nextAttemptAt === null ? null : new Date(step.nextAttemptAt),
        },
      },
      { upsert: true },
    )
  } catch (error) {
    // Nothing matched because a later step is there, so the upsert tried to insert a second one.
    if (!isDuplicateKey(error)) throw error
  }
}
