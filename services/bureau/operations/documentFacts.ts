/** Facts about a file of a request, without opening it. */
import { inspectDocument } from '../../shared/documents/intake/inspectDocument'
import type { Measured } from '../../shared/documents/intake/measured'
import type { DocumentStore } from '../../shared/documents/store/documentStore'
import { readIfSound } from '../../shared/documents/store/readDocument'
import type { KeptDocument } from '../../shared/store/keptDocument'

/**
 * The measurements that intake kept, if the file is still in the store. Files of older
 * records, which have none, are read and measured.
 * @returns null when the file is lost, or found to be altered
 * @throws StorageUnavailable
 */
export async function documentFacts(
  documents: Pick<DocumentStore, 'get' | 'isStored'>,
  kept: KeptDocument,
): Promise<Measured | null> {
  if (kept.measured) return (await documents.isStored(kept)) ? kept.measured : null
  const read = await readIfSound(documents, kept)
  return read === null ? null : (await inspectDocument(kept.kind, read.bytes)).measured
}
