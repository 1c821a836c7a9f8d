/** The strict rules for a stored PDF (S40, D11). */
import { DOCUMENT_RULES } from '../../../../workflows/domain/documents'
import type { DocumentFault } from '../../../../workflows/domain/documents'
import { countPages } from '../pdf/readPdf'
import { FaultList } from './faultList'
import { addPageCountFaults, addUnreadable } from './pdfFaults'

/** All faults of a stored PDF: it opens without a password, with 1 to 50 pages, within 5 MiB. */
export async function verifyPdf(bytes: Buffer): Promise<DocumentFault[]> {
  const faults = new FaultList()
  const { maxBytes } = DOCUMENT_RULES.receipt
  if (bytes.length > maxBytes) faults.add('tooLarge', String(bytes.length), String(maxBytes))
  try {
    addPageCountFaults(await countPages(bytes), faults)
  } catch (error) {
    addUnreadable(error, faults)
  }
  return faults.sorted()
}
