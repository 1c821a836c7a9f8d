/** How documents are shown: as pictures made by us, on a page of ours (D14). */
import { z } from 'zod'
import { MAX_PDF_PAGES } from '../../../../workflows/domain/documents'
import type { PdfNote } from '../../documents/intake/measured'
import type { DocumentStore } from '../../documents/store/documentStore'
import { readDocument, readPinned } from '../../documents/store/readDocument'
import { SERVED_AS, fileNameOf } from '../../documents/store/servedAs'
import type { KeptDocument } from '../../store/keptDocument'
import { NotFound } from './errors'
import { privateDownload, privateFile, view } from './reply'
import type { Reply } from './reply'

/** How wide the pages are, in percent of the room that they have. */
const ZOOMS = ['50', '75', '100', '150', '200', '300'] as const
type Zoom = (typeof ZOOMS)[number]

export const ZoomQuery = z.object({ zoom: z.enum(ZOOMS).catch('100') })

/** The number of a page in an address. */
export const PageNumber = z.coerce.number().int().min(1).max(MAX_PDF_PAGES)

/** A page as views show it. */
export interface ShownPage {
  number: number
  href: string
  /** Pixels; null if the file states none. */
  width: number | null
  height: number | null
}

/** What the page of a document shows besides its pictures. */
export interface DocumentPage {
  /** Address of the document. */
  href: string
  requestNumber: string | null
  back: { href: string; text: string }
  zoom: Zoom
  /** Where the uploaded file can be downloaded; null where nobody may. */
  original: ShownOriginal | null
}

export interface ShownOriginal {
  href: string
  /** What the file carries besides its pages. */
  notes: readonly PdfNote[]
  /**
   * Whether any of it is known to act where the file is opened. PDFium does not report the actions of
   * a whole document, so every original is downloaded with a warning.
   */
  isActive: boolean
  /** Whether it is a picture, which was made here and carries nothing else. */
  isPicture: boolean
}

const HARMLESS_NOTES: readonly PdfNote[] = ['form', 'signature']

/** The uploaded file as the bureau may download it. */
export function originalOf({ measured }: KeptDocument, href: string): ShownOriginal {
  const notes = measured?.format === 'pdf' ? (measured.notes ?? []) : []
  return {
    href,
    notes,
    isActive: notes.some((note) => !HARMLESS_NOTES.includes(note)),
    isPicture: measured?.format === 'jpeg',
  }
}

/** The address of a page's picture. */
export function pagePath(documentHref: string, page: number | ':page'): string {
  return `${documentHref}/pages/${page}`
}

/** The pages of a document; a picture is its own only page. */
export function shownPages({ measured, pages }: KeptDocument, href: string): ShownPage[] {
  const picture = measured?.format === 'jpeg' ? [measured] : []
  return (pages?.length ? pages : picture).map(({ width, height }, index) => ({
    number: index + 1,
    href: pagePath(href, index + 1),
    width,
    height,
  }))
}

/**
 * The page that shows a document.
 * @param document with its pages; null if it cannot be shown
 */
export function documentPage(
  kind: KeptDocument['kind'],
  document: KeptDocument | null,
  page: DocumentPage,
): Reply {
  const at = ZOOMS.indexOf(page.zoom)
  const zoomTo = (zoom: Zoom | undefined) =>
    zoom === undefined ? null : { level: zoom, href: `${page.href}?zoom=${zoom}` }
  return view('document', {
    ...page,
    kind,
    pages: document === null ? [] : shownPages(document, page.href),
    zooms: ZOOMS,
    zoomOut: zoomTo(ZOOMS[at - 1]),
    zoomIn: zoomTo(ZOOMS[at + 1]),
    zoomFit: zoomTo('100'),
  })
}

/**
 * The picture of one page.
 * @throws NotFound if the document has no such page
 * @throws DocumentMissing, DocumentAltered, StorageUnavailable
 */
export async function pageReply(
  documents: Pick<DocumentStore, 'get'>,
  document: KeptDocument | null,
  page: number,
  requestNumber: string | null = null,
): Promise<Reply> {
  if (document === null) throw new NotFound()
  const isPicture = document.measured?.format === 'jpeg'
  const kept = isPicture && page === 1 ? document : document.pages?.[page - 1]
  if (kept === undefined) throw new NotFound()
  const name = `${fileNameOf(document.kind, requestNumber)}-${page}.${SERVED_AS.jpeg.ending}`
  return privateFile(await readPinned(documents, kept), name)
}

/**
 * The uploaded file as a download; never shown in the browser.
 * @throws DocumentMissing, DocumentAltered, StorageUnavailable
 */
export async function originalReply(
  documents: Pick<DocumentStore, 'get'>,
  document: KeptDocument,
  requestNumber: string,
): Promise<Reply> {
  const { bytes, format } = await readDocument(documents, document)
  const { contentType, ending } = SERVED_AS[format]
  return privateDownload(
    bytes,
    contentType,
    `${fileNameOf(document.kind, requestNumber)}.${ending}`,
  )
}

/**
 * A photo, which is its own picture.
 * @throws DocumentMissing, DocumentAltered, StorageUnavailable
 */
export async function photoReply(
  documents: Pick<DocumentStore, 'get'>,
  photo: KeptDocument,
  requestNumber: string | null = null,
): Promise<Reply> {
  const name = `${fileNameOf(photo.kind, requestNumber)}.${SERVED_AS.jpeg.ending}`
  return privateFile(await readPinned(documents, photo), name)
}

/** Whether a document is a photo that can be served as it is stored. */
export function isPhoto(document: KeptDocument | null): document is KeptDocument {
  return document?.kind === 'photo' && document.measured?.format === 'jpeg'
}

/** The document of one kind. */
export function documentOf(
  kept: readonly KeptDocument[],
  kind: KeptDocument['kind'],
): KeptDocument {
  const document = kept.find((each) => each.kind === kind)
  if (document === undefined) throw new NotFound()
  return document
}
