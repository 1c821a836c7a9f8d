/**
 * What becomes of an uploaded PDF (S40, D11, D13, D14): whatever opens without a password is taken
 * as it is, and shown as the pictures of its pages.
 */
import { DOCUMENT_RULES, MAX_PDF_PAGES, treatmentOf } from '../../../../workflows/domain/documents'
import type { DocumentKind } from '../../../../workflows/domain/documents'
import { detail } from '../../../../workflows/domain/faultDetails'
import { fittedPdf } from '../pdf/pdfOfPictures'
import { readPdf } from '../pdf/readPdf'
import type { PdfContent } from '../pdf/readPdf'
import { FaultList } from './faultList'
import type { Judgement, KeptCopy } from './judgement'
import { addPageCountFaults, addUnreadable } from './pdfFaults'

/** Judges a paper that is a PDF. */
export async function judgePdf(kind: DocumentKind, bytes: Buffer): Promise<Judgement> {
  const faults = new FaultList()
  const { maxBytes } = DOCUMENT_RULES[kind]
  const content = await readPdf(bytes, MAX_PDF_PAGES).catch((error: unknown) => {
    addUnreadable(error, faults)
    return null
  })
  if (content !== null) addContentFaults(content, faults)
  if (content === null || treatmentOf(faults.sorted()) === 'refused')
    return { outcome: 'refused', findings: faults.sorted() }

  if (bytes.length > maxBytes) faults.add('tooLarge', String(bytes.length), String(maxBytes))
  const copy = bytes.length > maxBytes ? await smallerCopy(content, maxBytes) : asItIs(content)
  const findings = faults.sorted()
  return findings.length === 0
    ? { outcome: 'taken', findings, copy }
    : { outcome: 'fixable', findings, offer: { kind: 'copy', copy } }

  function asItIs({ pages, notes }: PdfContent): KeptCopy {
    return { bytes, measured: { format: 'pdf', pages: pages.length, notes }, pages }
  }
}

function addContentFaults({ count, pages, blank }: PdfContent, faults: FaultList): void {
  addPageCountFaults(count, faults)
  if (count === 0 || count > MAX_PDF_PAGES) return
  if (pages.length === 0) faults.add('damaged', detail('noPages'), 'PDF')
  else if (pages.length < count) faults.add('missingPages', String(pages.length), String(count))
  for (const page of blank) faults.add('blankPage', detail('blank', page), '–')
}

/** Carries nothing but pictures, and so has no notes. */
async function smallerCopy(content: PdfContent, maxBytes: number): Promise<KeptCopy> {
  const { bytes, pages } = await fittedPdf(content.pages, maxBytes)
  return { bytes, measured: { format: 'pdf', pages: pages.length, notes: [] }, pages }
}
