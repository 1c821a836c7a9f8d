/** The files of the demo's requests: drawn faces and made-up papers, uploaded as staff would. */
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'
import { requiredDocuments } from '../../workflows/domain/documents'
import type { DocumentKind } from '../../workflows/domain/documents'
import type { StoredDocument } from '../../workflows/domain/messages'
import { makeFace } from './drawing/faces'
import { makeLossForm, makePoliceLetter, makeReceipt } from './drawing/papers'
import type { DemoRequest } from './requests'

/** Makes the same file for the same seed. */
const MAKERS: Record<DocumentKind, (seed: number) => Buffer | Promise<Buffer>> = {
  photo: makeFace,
  receipt: makeReceipt,
  lossForm: makeLossForm,
  policeLetter: makePoliceLetter,
}

/** Stores every document that a request needs. */
export function uploadDocuments(
  store: DocumentStore,
  request: DemoRequest,
): Promise<StoredDocument[]> {
  return Promise.all(
    requiredDocuments(request).map(async (kind) =>
      store.put(kind, await makerOf(kind, request)(seedOf(request))),
    ),
  )
}

function makerOf(kind: DocumentKind, request: DemoRequest) {
  return kind === 'photo' && 'photoIsNone' in request ? MAKERS.receipt : MAKERS[kind]
}

/** The ordinal of the person within their made-up identity number, so that each keeps their face. */
function seedOf({ person }: DemoRequest): number {
  return Number(person.identityNumber.slice(6, 9))
}
