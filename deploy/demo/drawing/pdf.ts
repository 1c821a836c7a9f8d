/** Writes small PDFs from drawing instructions, one string per page. */
import { assemblePdf } from '../../../services/shared/documents/pdf/assemblePdf'

export interface PdfOptions {
  /** More entries for the catalogue and the trailer, in PDF syntax. */
  catalog?: string
  trailer?: string
  /** Objects after those of the pages; the number of the first one is `firstExtra(sheets)`. */
  extra?: readonly string[]
}

const CATALOG = 1
const PAGES = 2
const FONT = 3
const BOLD_FONT = 4
const ENCODING = 5
const FIRST_PAGE = 6
const A4 = '[0 0 595 842]'

/** @param sheets the drawing instructions of each page */
export function writePdf(
  sheets: readonly string[],
  { catalog = '', trailer = '', extra = [] }: PdfOptions = {},
): Buffer {
  const pages = sheets.map((_, index) => `${FIRST_PAGE + 2 * index} 0 R`)
  const font = (name: string) =>
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding ${ENCODING} 0 R >>`
  const objects = [
    `<< /Type /Catalog /Pages ${PAGES} 0 R ${catalog}>>`,
    `<< /Type /Pages /Kids [${pages.join(' ')}] /Count ${pages.length} >>`,
    font('Helvetica'),
    font('Helvetica-Bold'),
    '<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /dotlessi /breve /dotaccent] >>',
    ...sheets.flatMap((sheet, index) => [page(FIRST_PAGE + 2 * index + 1), stream(sheet)]),
    ...extra,
  ]
  return assemblePdf(
    objects.map((object) => [object]),
    `/Root ${CATALOG} 0 R ${trailer}`,
  )
}

/** Number of the first extra object in a PDF with this many pages. */
export function firstExtra(sheets: number): number {
  return FIRST_PAGE + 2 * sheets
}

function page(contents: number): string {
  return `<< /Type /Page /Parent ${PAGES} 0 R /MediaBox ${A4} /Contents ${contents} 0 R
    /Resources << /Font << /F1 ${FONT} 0 R /F2 ${BOLD_FONT} 0 R >> >> >>`
}

/** A PDF stream object: its dictionary, then its body. */
export function stream(body: string, entries = ''): string {
  return `<< /Length ${body.length} ${entries}>>\nstream\n${body}\nendstream`
}
