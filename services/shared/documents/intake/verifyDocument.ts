/** The strict check of a stored object: it must be what intake makes (S36–S40, D10, D11). */
import type { DocumentFault, DocumentKind } from '../../../../workflows/domain/documents'
import { isPdfPaper } from './fileType'
import { inspectDocument } from './inspectDocument'
import { verifyPdf } from './verifyPdf'

/** All faults of a stored object; none for one that intake made. */
export async function verifyDocument(kind: DocumentKind, bytes: Buffer): Promise<DocumentFault[]> {
  if (isPdfPaper(kind, bytes)) return verifyPdf(bytes)
  return (await inspectDocument(kind, bytes)).faults
}
