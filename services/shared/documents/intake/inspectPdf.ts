/**
 * The rules for PDF receipts and letters: readable, 1 to 20 pages, not encrypted, no active content
 * (S40, D11).
 */
import { MAX_PDF_PAGES } from '../../../../workflows/domain/documents'
import { detail } from '../../../../workflows/domain/faultDetails'
import { natureOfPdf } from './activeContent'
import type { FaultList } from './faultList'
import type { Measured } from './measured'
import { measurePdf, PdfUnreadable } from '../pdf/pdfThread'

/** How far before the end of the file `%%EOF` may be; some programs append a few blanks. */
const TAIL_BYTES = 1024
const UNREAD: Measured = { format: 'pdf', pages: null }

/** @throws PdfReaderStalled */
export async function inspectPdf(bytes: Buffer, faults: FaultList): Promise<Measured> {
  const damaged = (what: string) => faults.add('damaged', what, 'PDF')
  const { encrypted, active } = natureOfPdf(bytes)
  for (const part of active) faults.add('activeContent', detail(part), '–')
  // Readers repair a file without its end, but what was in the missing part is unknown.
  if (!bytes.subarray(-TAIL_BYTES).includes('%%EOF')) damaged(detail('noEnd', bytes.length))
  if (encrypted) {
    faults.add('encrypted', 'Encrypt', '–')
    return UNREAD
  }

  try {
    const { pages, missing } = await measurePdf(bytes, MAX_PDF_PAGES)
    if (pages === 0) damaged(detail('noPages'))
    for (const page of missing) damaged(detail('missingPage', page))
    if (pages > MAX_PDF_PAGES) faults.add('tooManyPages', String(pages), String(MAX_PDF_PAGES))
    return { format: 'pdf', pages }
  } catch (error) {
    if (!(error instanceof PdfUnreadable)) throw error
    damaged(detail('unreadable'))
    return UNREAD
  }
}
