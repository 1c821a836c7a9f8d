import type { ClientSession } from 'mongoose'
import type { NoticeKind } from '../../workflows/domain/notices'
import type { Store } from '../../services/shared/store/connection'

/**
 * Writes the notice of a step for the applicant.
 * @param step its key, what it reports, and of which request
 * @param session the transaction that writes the step
 */
export async function writeNotice(
  store: Store,
  { key, kind, requestId, at }: { key: string; kind: NoticeKind; requestId: string; at: Date },
  session: ClientSession,
): Promise<void> {
  const request = await store.requests
    .findById(requestId, { applicantId: 1, number: 1, type: 1 }, { session })
    .orFail()
    .lean()
  await store.notices.create(
    [
      {
        _id: key,
        kind,
        accountId: request.applicantId,
        requestId,
        number: request.number,
        requestType: request.type,
        at,
        mail: { state: 'waiting', attempts: 0, nextAttemptAt: at },
      },
    ],
    { session },
  )
}
