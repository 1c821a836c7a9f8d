/** Sheets of paper as PDF, with the letters of the pages embedded. */
import path from 'node:path'
import PDFDocument from 'pdfkit'

/** Made by deploy/build/font.mjs. */
const FONTS = { regular: 'dist/print/regular.ttf', bold: 'dist/print/bold.ttf' } as const

/** A sheet to draw on; its fonts are `regular` and `bold`. */
export type Sheet = PDFKit.PDFDocument

/**
 * A PDF of A4 pages.
 * @param about title and language of the document, which readers show and say
 */
export async function printSheet(
  about: { title: string; language: string },
  draw: (sheet: Sheet) => void,
): Promise<Buffer> {
  const sheet = new PDFDocument({
    size: 'A4',
    margin: 56,
    info: { Title: about.title },
    lang: about.language,
    displayTitle: true,
    font: path.resolve(FONTS.regular),
  })
  for (const [name, file] of Object.entries(FONTS)) sheet.registerFont(name, path.resolve(file))
  const parts: Buffer[] = []
  sheet.on('data', (part: Buffer) => parts.push(part))
  const ended = new Promise((resolve, reject) => sheet.once('end', resolve).once('error', reject))
  draw(sheet.font('regular'))
  sheet.end()
  await ended
  return Buffer.concat(parts)
}
