/** The words of a PDF, as a reader's search finds them. */
import { PDFiumLibrary } from '@hyzyla/pdfium'

/** The text of all pages. */
export async function pdfText(bytes: Buffer): Promise<string> {
  const library = await PDFiumLibrary.init()
  try {
    const document = await library.loadDocument(bytes)
    const text = [...document.pages()].map((page) => page.getText()).join('\n')
    document.destroy()
    return text
  } finally {
    library.destroy()
  }
}
