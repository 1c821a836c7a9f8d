/** Reads a stored file back for the screen. */
import { fileTypeOf } from '../intake/fileType'
import type { FileFormat } from '../../../../workflows/domain/documents'
import type { KeptDocument, Pin } from '../../store/keptDocument'
import type { DocumentStore } from './documentStore'
import { sha256Of } from './documentStore'

/** A stored file differs from the upload: a fault of the store that must be investigated. */
export class DocumentAltered extends Error {
  override readonly name = 'DocumentAltered'
  constructor(readonly key: string) {
    super(`Document ${key} does not match its hash`)
  }
}

export interface ReadDocument {
  bytes: Buffer
  format: FileFormat
}

/**
 * The bytes of a document, exactly as uploaded.
 * @throws DocumentMissing, StorageUnavailable
 * @throws DocumentAltered also if it has none of the accepted formats
 */
export async function readDocument(
  documents: Pick<DocumentStore, 'get'>,
  stored: KeptDocument,
): Promise<ReadDocument> {
  const bytes = await readPinned(documents, stored)
  const format = stored.measured?.format ?? fileTypeOf(bytes)
  if (format !== 'jpeg' && format !== 'pdf') throw new DocumentAltered(stored.key)
  return { bytes, format }
}

/**
 * The bytes of a stored file or of a page's picture, exactly as stored.
 * @throws DocumentMissing, DocumentAltered, StorageUnavailable
 */
export async function readPinned(documents: Pick<DocumentStore, 'get'>, pin: Pin): Promise<Buffer> {
  const bytes = await documents.get(pin)
  if ((await sha256Of(bytes)) !== pin.sha256) throw new DocumentAltered(pin.key)
  return bytes
}
