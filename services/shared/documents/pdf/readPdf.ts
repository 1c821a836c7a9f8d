/** Reads a PDF once: its pages as pictures, and what else is in it. */
import type { Picture } from '../intake/judgement'
import type { PdfNote } from '../intake/measured'
import { drawPages } from './drawPages'
import { withPdf } from './pdfium'
import { PdfNotes } from './pdfNotes'

export interface PdfContent {
  /** How many pages the file says it has. */
  count: number
  /** The pages that can be shown; empty if the file says it has more than `maxPages`. */
  pages: Picture[]
  /** Numbers of pages that come out in one colour. */
  blank: number[]
  notes: PdfNote[]
}

/** @throws PdfNeedsPassword, PdfUnreadable, PdfOverMemory */
export function readPdf(bytes: Buffer, maxPages: number): Promise<PdfContent> {
  return withPdf(bytes, async (pdf) => {
    const count = pdf.pdfium._FPDF_GetPageCount(pdf.document)
    const notes = new PdfNotes(pdf)
    if (count > maxPages) return { count, pages: [], blank: [], notes: notes.all() }
    const drawn = await drawPages(pdf, count, (page) => notes.lookAt(page))
    return { count, ...drawn, notes: notes.all() }
  })
}

/**
 * How many pages a PDF says it has.
 * @throws PdfNeedsPassword, PdfUnreadable, PdfOverMemory
 */
export function countPages(bytes: Buffer): Promise<number> {
  return withPdf(bytes, ({ pdfium, document }) =>
    Promise.resolve(pdfium._FPDF_GetPageCount(document)),
  )
}
