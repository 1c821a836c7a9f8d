/** Parts of PDF files, put together object by object, and files as a program writes them. */
import PDFDocument from 'pdfkit'
import { assemblePdf } from '../../../services/shared/documents/pdf/assemblePdf'
import { receiptSheet } from '../../../deploy/demo/drawing/papers'

/** The body of an object; text is written as Latin-1. */
export type PdfObject = readonly (string | Buffer)[]

export const CATALOG = 1
export const PAGES = 2
export const PAGE = 3
export const DRAWING = 4
const FONT = 5
const BOLD_FONT = 6
const ENCODING = 7
/** Number of the first extra object. */
export const EXTRA = 8

/** The drawing of a receipt. */
export const SHEET = receiptSheet(7)
/** Draws the picture /P over a whole page of A4. */
export const WHOLE_PAGE = 'q 595 0 0 842 0 0 cm /P Do Q '

/** Entries of dictionaries in PDF syntax, and objects. */
export interface PaperParts {
  catalog?: string
  pages?: string
  page?: string
  resources?: string
  trailer?: string
  box?: string
  drawing?: PdfObject
  extra?: readonly PdfObject[]
}

/** The objects of a file with one page, which shows a receipt unless something else is drawn. */
export function paperObjects({
  catalog = '',
  pages = '',
  page = '',
  resources = '',
  box = '0 0 595 842',
  drawing = streamOf(SHEET),
  extra = [],
}: PaperParts = {}): PdfObject[] {
  const font = (name: string): PdfObject => [
    `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding ${ENCODING} 0 R >>`,
  ]
  return [
    [`<< /Type /Catalog /Pages ${PAGES} 0 R ${catalog}>>`],
    [`<< /Type /Pages /Kids [${PAGE} 0 R] /Count 1 ${pages}>>`],
    [
      `<< /Type /Page /Parent ${PAGES} 0 R /MediaBox [${box}] /Contents ${DRAWING} 0 R ${page}`,
      `/Resources << /Font << /F1 ${FONT} 0 R /F2 ${BOLD_FONT} 0 R >> ${resources}>> >>`,
    ],
    drawing,
    font('Helvetica'),
    font('Helvetica-Bold'),
    [
      '<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [1 /dotlessi /breve /dotaccent] >>',
    ],
    ...extra,
  ]
}

/** A file with one page. */
export function paper(parts: PaperParts = {}): Buffer {
  return assemblePdf(paperObjects(parts), `/Root ${CATALOG} 0 R ${parts.trailer ?? ''}`)
}

/** A file with one page and an annotation on it; further objects follow the annotation. */
export function annotated(annotation: string, extra: readonly PdfObject[] = []): Buffer {
  return paper({
    page: `/Annots [${EXTRA} 0 R] `,
    extra: [[`<< /Type /Annot /Rect [60 60 160 160] ${annotation} >>`], ...extra],
  })
}

/** A stream with its dictionary. */
export function streamOf(body: string | Buffer, entries = ''): PdfObject {
  const bytes = typeof body === 'string' ? Buffer.from(body, 'latin1') : body
  return [`<< /Length ${bytes.length} ${entries}>>\nstream\n`, bytes, '\nendstream']
}

/** A picture with eight bits for each of three colours. */
export function imageOf(body: Buffer, width: number, height: number, entries = ''): PdfObject {
  return streamOf(
    body,
    `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 ${entries}`,
  )
}

/** A file whose page is one picture. */
export function scanOf(image: PdfObject, drawing = WHOLE_PAGE): Buffer {
  return paper({
    resources: `/XObject << /P ${EXTRA} 0 R >> `,
    drawing: streamOf(drawing),
    extra: [image],
  })
}

/** The same file with other text; its cross-references are wrong if the length differs. */
export function changed(file: Buffer, from: string | RegExp, to: string): Buffer {
  return Buffer.from(file.toString('latin1').replaceAll(from, to), 'latin1')
}

/** Appends a new version of some objects, as programs save changes. */
export function updated(file: Buffer, objects: Readonly<Record<number, PdfObject>>): Buffer {
  const previous = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(file.toString('latin1'))![1])
  const parts = [file]
  let length = file.length
  let table = 'xref\n'
  for (const [number, object] of Object.entries(objects)) {
    const body = [`${number} 0 obj\n`, ...object, '\nendobj\n'].map((part) =>
      Buffer.from(part as string, 'latin1'),
    )
    table += `${number} 1\n${String(length).padStart(10, '0')} 00000 n \n`
    parts.push(...body)
    length += Buffer.concat(body).length
  }
  table += `trailer\n<< /Size 99 /Root ${CATALOG} 0 R /Prev ${previous} >>\nstartxref\n${length}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(table, 'latin1')])
}

/** A file by pdfkit. Its dates are fixed; an encrypted file still has random salts. */
export function written(
  options: PDFKit.PDFDocumentOptions,
  draw: (document: PDFKit.PDFDocument) => void,
): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4', info: { CreationDate: new Date(0) }, ...options })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  draw(document)
  document.end()
  return new Promise((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))))
}

/** Draws a plain receipt with letters that the standard fonts have. */
export function drawReceipt(document: PDFKit.PDFDocument, number = 1): void {
  document.rect(0, 0, document.page.width, 42).fill('#14294a')
  document.fill('#1a1f29').fontSize(17).text('TAHSILAT DEKONTU', 48, 80)
  document.fontSize(11).text(`Dekont no: ${100_000 + number}`, 48, 130)
  document.text('Tutar: 250,00 TL', 48, 160)
}

/** A file by pdfkit with this many receipts, one on each page. */
export function statement(pages: number, options: PDFKit.PDFDocumentOptions = {}): Promise<Buffer> {
  return written(options, (document) => {
    for (let page = 1; page <= pages; page += 1) {
      if (page > 1) document.addPage()
      drawReceipt(document, page)
    }
  })
}
