import type { ClientSession } from 'mongoose'
import type { DocumentAdded, StoredDocument } from '../../workflows/contract'
import type { Store } from '../../services/shared/store/connection'
import type { KeptDocument } from '../../services/shared/store/keptDocument'

/**
 * Puts an added document in the place of the one that was asked for. The earlier one stays for a
 * term as evidence of why it was asked for, and is then deleted (activities/retention).
 * @param at when it was replaced
 */
export async function replaceDocument(
  store: Store,
  { requestId, additionId }: DocumentAdded,
  document: StoredDocument,
  at: Date,
  session: ClientSession,
): Promise<void> {
  const options = { session }
  const { documents } = await store.requests
    .findById(requestId, { documents: 1 }, options)
    .orFail()
    .lean()
  const kept = await asKept(store, additionId, document, session)
  const isOfKind = ({ kind }: KeptDocument) => kind === document.kind
  const replaced = documents.filter(isOfKind).map((earlier) => ({ ...earlier, replacedAt: at }))
  const rest = documents.map((earlier) => (isOfKind(earlier) ? kept : earlier))
  await store.requests.updateOne(
    { _id: requestId },
    {
      $set: { documents: documents.some(isOfKind) ? rest : [...rest, kept] },
      $push: { replacedDocuments: { $each: replaced } },
    },
    options,
  )
}

/** What intake measured of the file and its pages come from the draft: runs do not carry them. */
async function asKept(
  store: Store,
  additionId: string,
  document: StoredDocument,
  session: ClientSession,
): Promise<KeptDocument> {
  const draft = await store.drafts.findById(additionId, { documents: 1 }, { session }).lean()
  const kept = draft?.documents.find(({ key }) => key === document.key)
  return {
    ...document,
    ...(kept?.measured ? { measured: kept.measured } : {}),
    ...(kept?.pages ? { pages: kept.pages } : {}),
    ...(kept?.putRight ? { putRight: kept.putRight } : {}),
  }
}
