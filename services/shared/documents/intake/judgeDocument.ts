/**
 * Judges uploaded files: what becomes of each, and what is kept of it (S36–S40, D10, D11, D13).
 * Costs time in proportion to the file; runs in a thread of the pool.
 */
import { treatmentOf } from '../../../../workflows/domain/documents'
import type { DocumentKind } from '../../../../workflows/domain/documents'
import { bareCopy } from '../jpeg/bareCopy'
import { isPdfPaper } from './fileType'
import { inspectDocument } from './inspectDocument'
import { judgePdf } from './judgePdf'
import type { Judgement } from './judgement'

export async function judgeDocument(kind: DocumentKind, bytes: Buffer): Promise<Judgement> {
  if (isPdfPaper(kind, bytes)) return judgePdf(kind, bytes)
  const { faults, measured } = await inspectDocument(kind, bytes)
  if (measured === null || treatmentOf(faults) !== null)
    return { outcome: 'refused', findings: faults }
  return {
    outcome: 'taken',
    findings: [],
    copy: { bytes: bareCopy(bytes), measured, pages: [] },
  }
}
