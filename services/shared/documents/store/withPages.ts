/** Papers of older records, which were stored without measurements or pictures of their pages. */
import type { Store } from '../../store/connection'
import type { DocumentPages } from '../../store/documentPages'
import type { KeptDocument } from '../../store/keptDocument'
import type { DocumentWork } from '../pool/documentWork'
import type { DocumentStore } from './documentStore'
import { keepPages } from './keepCopy'
import { readDocument } from './readDocument'

export interface DocumentDeps {
  store: Pick<Store, 'documentPages'>
  documents: Pick<DocumentStore, 'get' | 'putPicture'>
  work: DocumentWork
}

/**
 * The document with what was measured and with the pages of a PDF. What is missing is read from the
 * file once, and kept.
 * @param viewerId account for which the work is done
 * @returns null if the file cannot be shown
 * @throws DocumentMissing, DocumentAltered, StorageUnavailable, DocumentTooCostly
 */
export async function withPages(
  { store, documents, work }: DocumentDeps,
  viewerId: string,
  kept: KeptDocument,
): Promise<KeptDocument | null> {
  if (isWhole(kept)) return kept
  const readBefore = await store.documentPages.findById(kept.key).lean()
  if (readBefore !== null) return whole(kept, readBefore)
  const file = async () => (await readDocument(documents, kept)).bytes
  const copy = await work.readAgain(viewerId, kept.kind, file)
  if (copy === null) return null
  const { measured } = copy
  const pages = await keepPages(documents, copy.pages)
  await store.documentPages.updateOne(
    { _id: kept.key },
    { $set: { measured, pages } },
    { upsert: true },
  )
  return whole(kept, { measured, pages })
}

function whole(
  kept: KeptDocument,
  { measured, pages }: Pick<DocumentPages, 'measured' | 'pages'>,
): KeptDocument {
  return { ...kept, measured, pages }
}

function isWhole({ measured, pages }: KeptDocument): boolean {
  return measured?.format === 'jpeg' || (measured?.format === 'pdf' && pages !== undefined)
}
