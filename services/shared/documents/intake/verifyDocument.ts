/** The strict check of a stored object: it must be what intake makes (S36–S40, D10, D11). */
import type { DocumentFault, DocumentKind } from '../../../../workflows/domain/documents'
import { inspectDocument } from './inspectDocument'

/** All faults of a stored object; none for one that intake made. */
export async function verifyDocument(kind: DocumentKind, bytes: Buffer): Promise<DocumentFault[]> {
  return (await inspectDocument(kind, bytes)).faults
}
