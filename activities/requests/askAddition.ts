import type { AdditionQuestion, StoredDocument } from '../../workflows/contract'
import type { Store } from '../../services/shared/store/connection'
import { pinOf } from '../../services/shared/store/keptDocument'

/**
 * The document that the applicant has added, as the portal has written it; null if the draft is not
 * theirs, was not sent as the answer to this ask, or has no such document.
 */
export async function askAddition(
  store: Store,
  { added, kind }: AdditionQuestion,
): Promise<StoredDocument | null> {
  const { additionId, by, requestId, askId } = added
  const draft = await store.drafts
    .findOne(
      { _id: additionId, ownerId: by, 'answers.requestId': requestId, 'answers.askId': askId },
      { documents: 1 },
    )
    .lean()
  const document = draft?.documents.find((kept) => kept.kind === kind)
  return document === undefined ? null : pinOf(document)
}
