/** Papers of older records, which were stored without measurements or pictures of their pages. */
import type { Store } from '../../store/connection'
import type { KeptDocument } from '../../store/keptDocument'
import type { DocumentWork } from '../pool/documentWork'
import type { DocumentStore } from './documentStore'
import { keepPages } from './keepCopy'
import { readDocument } from './readDocument'

export interface DocumentDeps {
  store: Pick<Store, 'drafts' | 'requests'>
  documents: Pick<DocumentStore, 'get' | 'putPicture'>
  work: DocumentWork
}

/**
 * The document with what was measured and with the pages of a PDF. What is missing is read from the
 * file, and kept in the draft or the request.
 * @param viewerId account for which the work is done
 * @param recordId id of the draft or the request
 * @returns null if the file cannot be shown
 * @throws DocumentMissing, DocumentAltered, StorageUnavailable, DocumentTooCostly
 */
export async function withPages(
  { store, documents, work }: DocumentDeps,
  viewerId: string,
  recordId: string,
  kept: KeptDocument,
): Promise<KeptDocument | null> {
  if (isWhole(kept)) return kept
  const file = async () => (await readDocument(documents, kept)).bytes
  const copy = await work.readAgain(viewerId, kept.kind, file)
  if (copy === null) return null
  const { measured } = copy
  const pages = await keepPages(documents, copy.pages)
  const found = { 'documents.$.measured': measured, 'documents.$.pages': pages }
  const record = { _id: recordId, 'documents.key': kept.key }
  await Promise.all([
    store.requests.updateOne(record, { $set: found }),
    store.drafts.updateOne(record, { $set: found }),
  ])
  return { ...kept, measured, pages }
}

function isWhole({ measured, pages }: KeptDocument): boolean {
  return measured?.format === 'jpeg' || (measured?.format === 'pdf' && pages !== undefined)
}
