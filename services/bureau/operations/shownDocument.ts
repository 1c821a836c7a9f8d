/** A file of a request as pages show it, without opening it. */
import { DocumentTooCostly } from '../../shared/documents/pool/documentWork'
import type { DocumentStore } from '../../shared/documents/store/documentStore'
import { DocumentMissing } from '../../shared/documents/store/errors'
import { DocumentAltered } from '../../shared/documents/store/readDocument'
import { withPages } from '../../shared/documents/store/withPages'
import type { DocumentDeps } from '../../shared/documents/store/withPages'
import type { KeptDocument } from '../../shared/store/keptDocument'

/**
 * The file with what was measured and with its pages, if it is still in the store.
 * @param viewerId account for which a file of an older record is read
 * @returns null when the file is lost, or found to be altered or unreadable
 * @throws StorageUnavailable
 */
export async function shownDocument(
  deps: DocumentDeps & { documents: Pick<DocumentStore, 'isStored'> },
  viewerId: string,
  kept: KeptDocument,
): Promise<KeptDocument | null> {
  if (!(await deps.documents.isStored(kept))) return null
  try {
    return await withPages(deps, viewerId, kept)
  } catch (error) {
    const isAboutTheFile = [DocumentMissing, DocumentAltered, DocumentTooCostly].some(
      (Cause) => error instanceof Cause,
    )
    if (!isAboutTheFile) throw error
    return null
  }
}
