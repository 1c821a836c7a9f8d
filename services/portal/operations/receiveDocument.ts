/**
 * Checks an uploaded file at once, by the rules that the run applies again, and stores it if it
 * passes (S36–S40, D10, D11).
 */
import { bareCopy } from '../../shared/documents/jpeg/bareCopy'
import { inspectDocument } from '../../shared/documents/intake/inspectDocument'
import type { DocumentFault, DocumentKind } from '../../../workflows/domain/documents'
import type { DocumentStore } from '../../shared/documents/store/documentStore'
import type { Store } from '../../shared/store/connection'
import type { Draft } from '../../shared/store/draft'
import { keepDocument } from './drafts'
import type { DraftOf } from './drafts'

/** Phone photos are read in full so that all faults are reported together. */
export const READ_UP_TO = 16 * 1_048_576

export type ReceiveAnswer =
  | { kind: 'kept'; draft: Draft }
  /** All faults; an earlier file stays. */
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
