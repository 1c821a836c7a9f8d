/** What PDFium reports of a PDF besides its pages; shown to the clerk as notes (D14). */
import { PDF_NOTES } from '../intake/measured'
import type { PdfNote } from '../intake/measured'
import type { OpenPdf, Pdfium } from './pdfium'

/** PDFium's numbers of forms, annotations, actions and events of a page. */
const XFA_FORMS = [2, 3]
const FILE_ATTACHMENT = 17
const WIDGET = 20
const MEDIA = [18, 19, 21, 25, 26]
const NOTE_OF_ACTION: Record<number, PdfNote> = { 2: 'link', 3: 'link', 4: 'launch', 5: 'link' }
const PAGE_EVENTS = [0, 1]
/** Annotations of a file that are looked at. */
const MAX_ANNOTATIONS = 10_000

/** Collects the notes of one file. */
export class PdfNotes {
  private readonly found = new Set<PdfNote>()
  private readonly pdfium: Pdfium
  private readonly signatures: number
  private annotations = 0
  private fields = 0

  /** Looks at the file as a whole. */
  constructor({ pdfium, document }: OpenPdf) {
    this.pdfium = pdfium
    this.signatures = pdfium._FPDF_GetSignatureCount(document)
    this.note('script', pdfium._FPDFDoc_GetJavaScriptActionCount(document) > 0)
    this.note('attachment', pdfium._FPDFDoc_GetAttachmentCount(document) > 0)
    this.note('signature', this.signatures > 0)
    this.note('dynamicForm', XFA_FORMS.includes(pdfium._FPDF_GetFormType(document)))
  }

  /** Looks at an open page. */
  lookAt(page: number): void {
    for (const event of PAGE_EVENTS) {
      const action = this.pdfium._FPDF_GetPageAAction(page, event)
      // PDFium does not name the other actions; what a page does when it opens is a script.
      if (action !== 0) this.note(this.noteOf(action) ?? 'script')
    }
    const count = this.pdfium._FPDFPage_GetAnnotCount(page)
    for (let index = 0; index < count && this.annotations < MAX_ANNOTATIONS; index += 1) {
      this.annotations += 1
      this.lookAtAnnotation(this.pdfium._FPDFPage_GetAnnot(page, index))
    }
  }

  /** The notes in a fixed order. */
  all(): PdfNote[] {
    // A signature is a field of a form too.
    this.note('form', this.fields > this.signatures)
    return PDF_NOTES.filter((note) => this.found.has(note))
  }

  private lookAtAnnotation(annotation: number): void {
    if (annotation === 0) return
    const subtype = this.pdfium._FPDFAnnot_GetSubtype(annotation)
    if (subtype === WIDGET) this.fields += 1
    this.note('attachment', subtype === FILE_ATTACHMENT)
    this.note('media', MEDIA.includes(subtype))
    const link = this.pdfium._FPDFAnnot_GetLink(annotation)
    const note = link === 0 ? null : this.noteOf(this.pdfium._FPDFLink_GetAction(link))
    if (note !== null) this.note(note)
    this.pdfium._FPDFPage_CloseAnnot(annotation)
  }

  private noteOf(action: number): PdfNote | null {
    return NOTE_OF_ACTION[this.pdfium._FPDFAction_GetType(action)] ?? null
  }

  private note(note: PdfNote, isThere = true): void {
    if (isThere) this.found.add(note)
  }
}
