/**
 * Judges an uploaded file at once and stores what is kept of it (S36–S40, D10, D11, D13).
 */
import type { DocumentFault, DocumentKind } from '../../../workflows/domain/documents'
import type { DocumentWork } from '../../shared/documents/pool/documentWork'
import { keepCopy } from '../../shared/documents/store/keepCopy'
import type { DocumentStore } from '../../shared/documents/store/documentStore'
import type { Store } from '../../shared/store/connection'
import type { Draft } from '../../shared/store/draft'
import { keepDocument } from './drafts'
import type { DraftOf } from './drafts'

export type ReceiveAnswer =
  | { kind: 'kept'; draft: Draft }
  /** All faults; an earlier file stays. */
  | { kind: 'refused'; faults: DocumentFault[] }

/**
 * @param file where the upload is, and its name on the person's device
 * @throws StorageUnavailable
 */
export async function receiveDocument(
  { store, documents, work }: { store: Store; documents: DocumentStore; work: DocumentWork },
  of: DraftOf,
  kind: DocumentKind,
  file: { path: string; name: string },
): Promise<ReceiveAnswer> {
  const judgement = await work.judge(of.ownerId, kind, file.path)
  if (judgement.outcome !== 'taken') return { kind: 'refused', faults: judgement.findings }
  const kept = await keepCopy(documents, kind, judgement.copy)
  const upload = { name: file.name, at: new Date() }
  return { kind: 'kept', draft: await keepDocument(store, of, { ...kept, upload }) }
}
