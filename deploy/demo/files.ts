/** The files of the demo's requests: drawn faces and made-up papers, uploaded as staff would. */
import type { Picture } from '../../services/shared/documents/intake/judgement'
import type { Measured } from '../../services/shared/documents/intake/measured'
import { readPdf } from '../../services/shared/documents/pdf/readPdf'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'
import { keepCopy } from '../../services/shared/documents/store/keepCopy'
import type { KeptDocument } from '../../services/shared/store/keptDocument'
import {
  PHOTO_DPI,
  PHOTO_HEIGHT,
  PHOTO_WIDTH,
  requiredDocuments,
} from '../../workflows/domain/documents'
import type { DocumentKind } from '../../workflows/domain/documents'
import { makeFace } from './drawing/faces'
import { makeLossForm, makePoliceLetter, makeReceipt } from './drawing/papers'
import type { DemoRequest } from './requests'

interface DrawnFile {
  /** Returns the same file for the same seed. */
  make: (seed: number) => Buffer | Promise<Buffer>
  /** The same for every seed, so that nothing is measured during the load; a test compares them. */
  measured: Measured
}

const PAPER: Measured = { format: 'pdf', pages: 1, notes: [] }

export const DRAWN_FILES: Record<DocumentKind, DrawnFile> = {
  photo: {
    make: makeFace,
    measured: {
      format: 'jpeg',
      width: PHOTO_WIDTH,
      height: PHOTO_HEIGHT,
      dpi: { x: PHOTO_DPI, y: PHOTO_DPI },
    },
  },
  receipt: { make: makeReceipt, measured: PAPER },
  lossForm: { make: makeLossForm, measured: PAPER },
  policeLetter: { make: makePoliceLetter, measured: PAPER },
}

/** Uploads every document that a request needs. */
export function uploadDocuments(
  store: DocumentStore,
  request: DemoRequest,
): Promise<KeptDocument[]> {
  return Promise.all(
    requiredDocuments(request).map(async (kind) => {
      const { make, measured } = drawnFile(kind, request)
      const bytes = await make(seedOf(request))
      return keepCopy(store, kind, { bytes, measured, pages: await pagesOf(bytes, measured) })
    }),
  )
}

/** Papers of the demo have one page, which takes some 20 ms to draw. */
async function pagesOf(bytes: Buffer, { format }: Measured): Promise<Picture[]> {
  return format === 'pdf' ? (await readPdf(bytes, 1)).pages : []
}

function drawnFile(kind: DocumentKind, request: DemoRequest): DrawnFile {
  return kind === 'photo' && 'photoIsNone' in request ? DRAWN_FILES.receipt : DRAWN_FILES[kind]
}

/**
 * The ordinal of the person, taken from their made-up identity number, so that each keeps their
 * face.
 */
function seedOf({ person }: DemoRequest): number {
  return Number(person.identityNumber.slice(6, 9))
}
