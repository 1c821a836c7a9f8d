/** Writes small PDFs, sheet by sheet, from objects given as text. */

export interface PdfOptions {
  /** Further entries of the catalogue and of the trailer, as PDF spells them. */
  catalog?: string
  trailer?: string
  /** Objects behind those of the sheets; the first one's number is `firstExtra(sheets)`. */
  extra?: readonly string[]
}

const CATALOG = 1
const PAGES = 2
const FONT = 3
const BOLD_FONT = 4
const ENCODING = 5
const FIRST_PAGE = 6
const A4 = '[0 0 595 842]'

/** @param sheets the drawing instructions of each sheet */
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
  return assemble(objects, `/Root ${CATALOG} 0 R ${trailer}`)
}

/** Number of the first extra object behind so many sheets. */
export function firstExtra(sheets: number): number {
  return FIRST_PAGE + 2 * sheets
}

function page(contents: number): string {
  return `<< /Type /Page /Parent ${PAGES} 0 R /MediaBox ${A4} /Contents ${contents} 0 R
    /Resources << /Font << /F1 ${FONT} 0 R /F2 ${BOLD_FONT} 0 R >> >> >>`
}

/** An object with a body behind its dictionary. */
export function stream(body: string, entries = ''): string {
  return `<< /Length ${body.length} ${entries}>>\nstream\n${body}\nendstream`
}

function assemble(objects: readonly string[], trailer: string): Buffer {
  let text = '%PDF-1.7\n'
  const offsets = objects.map((object, index) => {
    const offset = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  return Buffer.from(
    `${text}${table}trailer\n<< /Size ${objects.length + 1} ${trailer}>>\nstartxref\n${text.length}\n%%EOF\n`,
    'latin1',
  )
}
