/** Replies with a stored document. */
import type { DocumentKind } from '../../../../workflows/domain/documents'
import type { DocumentStore } from '../../documents/store/documentStore'
import { readDocument } from '../../documents/store/readDocument'
import { FILE_NAMES, SERVED_AS } from '../../documents/store/servedAs'
import type { KeptDocument } from '../../store/keptDocument'
import { NotFound } from './errors'
import { privateFile } from './reply'
import type { Reply } from './reply'

/**
 * Replies with the document of one kind.
 * @param kept the documents of a draft or a request
 * @param requestNumber prefix of the file name; null for a draft
 * @throws NotFound if there is none of this kind
 * @throws DocumentMissing, DocumentAltered, StorageUnavailable
 */
export async function documentReply(
  documents: Pick<DocumentStore, 'get'>,
  kept: readonly KeptDocument[],
  kind: DocumentKind,
  requestNumber: string | null = null,
): Promise<Reply> {
  const stored = kept.find((document) => document.kind === kind)
  if (stored === undefined) throw new NotFound()
  const { bytes, format } = await readDocument(documents, stored)
  const { contentType, ending } = SERVED_AS[format]
  const name = requestNumber === null ? FILE_NAMES[kind] : `${requestNumber}-${FILE_NAMES[kind]}`
  return privateFile(bytes, contentType, `${name}.${ending}`)
}
