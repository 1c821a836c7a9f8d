/** The faults for which a PDF is refused, whether uploaded or stored (S40, D13). */
import { MAX_PDF_PAGES } from '../../../../workflows/domain/documents'
import { detail } from '../../../../workflows/domain/faultDetails'
import { PdfNeedsPassword, PdfOverMemory, PdfUnreadable } from '../pdf/pdfium'
import type { FaultList } from './faultList'

/** @throws any error that is not about the file */
export function addUnreadable(error: unknown, faults: FaultList): void {
  if (error instanceof PdfNeedsPassword) faults.add('encrypted', 'Encrypt', '–')
  else if (error instanceof PdfOverMemory) faults.add('tooCostly', detail('overMemory'), '–')
  else if (error instanceof PdfUnreadable) faults.add('damaged', detail('unreadable'), 'PDF')
  else throw error
}

export function addPageCountFaults(count: number, faults: FaultList): void {
  if (count === 0) faults.add('damaged', detail('noPages'), 'PDF')
  if (count > MAX_PDF_PAGES) faults.add('tooManyPages', String(count), String(MAX_PDF_PAGES))
}
