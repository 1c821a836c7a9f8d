/** Reads a stored file back for the screen. */
import { fileTypeOf } from '../intake/fileType'
import type { FileFormat } from '../../../../workflows/domain/documents'
import type { KeptDocument } from '../../store/keptDocument'
import type { DocumentStore } from './documentStore'
import { sha256Of } from './documentStore'
import { DocumentMissing } from './errors'

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
  const bytes = await documents.get(stored)
  const format = stored.measured?.format ?? fileTypeOf(bytes)
  if (sha256Of(bytes) !== stored.sha256 || (format !== 'jpeg' && format !== 'pdf'))
    throw new DocumentAltered(stored.key)
  return { bytes, format }
}

/** The same for pages that can do without the file; null if it is lost or altered. */
export async function readIfSound(
  documents: Pick<DocumentStore, 'get'>,
  stored: KeptDocument,
): Promise<ReadDocument | null> {
  try {
    return await readDocument(documents, stored)
  } catch (error) {
    if (error instanceof DocumentMissing || error instanceof DocumentAltered) return null
    throw error
  }
}
