/** An uploaded file is judged at once, by the rules the run will apply once more, and stored when it passes (S36–S40, D10, D11). */
import { bareCopy } from '../../shared/documents/intake/bareCopy'
import { inspectDocument } from '../../shared/documents/intake/inspectDocument'
import type { DocumentFault, DocumentKind } from '../../../workflows/domain/documents'
import type { DocumentStore } from '../../shared/documents/store/documentStore'
import type { Store } from '../../shared/store/connection'
import type { Draft } from '../../shared/store/draft'
import { keepDocument } from './drafts'
import type { DraftOf } from './drafts'

/** What telephones make is read in full, so that everything that is wrong with it is told at once. */
export const READ_UP_TO = 16 * 1_048_576

export type ReceiveAnswer =
  | { kind: 'kept'; draft: Draft }
  /** Everything that is wrong; a file kept earlier stays. */
  | { kind: 'faulty'; faults: DocumentFault[] }

/** @throws StorageUnavailable, PdfReaderStalled */
export async function receiveDocument(
  { store, documents }: { store: Store; documents: DocumentStore },
  of: DraftOf,
  kind: DocumentKind,
  bytes: Buffer,
): Promise<ReceiveAnswer> {
  const { faults, measured } = await inspectDocument(kind, bytes)
  if (faults.length > 0) return { kind: 'faulty', faults }
  const stored = await documents.put(kind, bareCopy(bytes))
  return { kind: 'kept', draft: await keepDocument(store, of, { ...stored, measured }) }
}
