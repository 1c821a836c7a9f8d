/** Stores a file that intake has judged, with the pictures of its pages (D14). */
import createPool from 'p-limit'
import type { DocumentKind } from '../../../../workflows/domain/documents'
import type { KeptDocument, KeptPicture } from '../../store/keptDocument'
import type { KeptCopy, Picture } from '../intake/judgement'
import type { DocumentStore } from './documentStore'

/** Pages of one file that are stored at the same time. */
const PAGES_AT_ONCE = 4

/**
 * Stores the bytes and the pages of a copy and returns where they are.
 * @throws StorageUnavailable
 */
export async function keepCopy(
  documents: Pick<DocumentStore, 'put' | 'putPicture'>,
  kind: DocumentKind,
  { bytes, measured, pages }: KeptCopy,
): Promise<KeptDocument> {
  const [stored, keptPages] = await Promise.all([
    documents.put(kind, bytes),
    keepPages(documents, pages),
  ])
  return { ...stored, measured, ...(keptPages.length === 0 ? {} : { pages: keptPages }) }
}

/** Stores the pictures of a file's pages, in their order. */
export function keepPages(
  documents: Pick<DocumentStore, 'putPicture'>,
  pages: readonly Picture[],
): Promise<KeptPicture[]> {
  const inTurn = createPool(PAGES_AT_ONCE)
  return Promise.all(pages.map((page) => inTurn(() => keepPicture(documents, page))))
}

/** Stores a picture made by us and returns where it is. */
export async function keepPicture(
  documents: Pick<DocumentStore, 'putPicture'>,
  { bytes, width, height }: Picture,
): Promise<KeptPicture> {
  return { ...(await documents.putPicture(bytes)), width, height }
}
