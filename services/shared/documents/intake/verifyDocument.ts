/** The strict check of a stored object: it must be what intake makes (S36–S40, D10, D11). */
import type { DocumentFault, DocumentKind } from '../../../../workflows/domain/documents'
import { isPdfPaper } from './fileType'
import { verifyPdf } from './verifyPdf'
import { verifyPhoto } from './verifyPhoto'
import { verifyPicture } from './verifyPicture'

/** All faults of a stored object; none for one that intake made. */
export function verifyDocument(kind: DocumentKind, bytes: Buffer): Promise<DocumentFault[]> {
  if (kind === 'photo') return verifyPhoto(bytes)
  return isPdfPaper(kind, bytes) ? verifyPdf(bytes) : verifyPicture(bytes)
}
