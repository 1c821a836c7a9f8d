/**
 * Judges uploaded files: what becomes of each, and what is kept of it (S36–S40, D10, D11, D13).
 * Costs time in proportion to the file; runs in a thread of the pool.
 */
import type { DocumentKind } from '../../../../workflows/domain/documents'
import { isPdfPaper } from './fileType'
import type { Judgement } from './judgement'
import { judgePdf } from './judgePdf'
import { judgePhoto } from './judgePhoto'
import { judgePicture } from './judgePicture'

export function judgeDocument(kind: DocumentKind, bytes: Buffer): Promise<Judgement> {
  if (kind === 'photo') return judgePhoto(bytes)
  return isPdfPaper(kind, bytes) ? judgePdf(kind, bytes) : judgePicture(bytes)
}
