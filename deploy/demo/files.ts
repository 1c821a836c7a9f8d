/** The files of the demo's requests: drawn faces and made-up papers, uploaded as staff would. */
import type { Measured } from '../../services/shared/documents/intake/measured'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'
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

const PAPER: Measured = { format: 'pdf', pages: 1 }

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
      return { ...(await store.put(kind, await make(seedOf(request)))), measured }
    }),
  )
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
