/** The activities of the queue `documents`: check the stored files again. */
import { beating, HEARTBEAT_MS } from '../heartbeat'
import type { DocumentActivities, DocumentCheck } from '../../workflows/contract'
import type { DocumentFault } from '../../workflows/domain/documents'
import type { StoredDocument } from '../../workflows/domain/messages'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'
import { sha256Of } from '../../services/shared/documents/store/documentStore'
import type { DocumentWork } from '../../services/shared/documents/pool/documentWork'

/** @param heartbeatMs time between two heartbeats, in milliseconds */
export function createDocumentActivities({
  store,
  work,
  heartbeatMs = HEARTBEAT_MS,
}: {
  store: Pick<DocumentStore, 'get'>
  work: Pick<DocumentWork, 'verify'>
  heartbeatMs?: number
}): DocumentActivities {
  return {
    checkDocuments: (documents) => beating(heartbeatMs, () => checkAll(store, work, documents)),
  }
}

/**
 * Reads every document by key and version and holds it to every rule (S36–S40, D10, D11). Returns
 * the faults in the order of the documents. An unavailable store or a lost file is an error and is
 * retried, since it must not lead to a decision.
 * @throws DocumentMissing, StorageUnavailable, DocumentTooCostly
 */
async function checkAll(
  store: Pick<DocumentStore, 'get'>,
  work: Pick<DocumentWork, 'verify'>,
  documents: readonly StoredDocument[],
): Promise<DocumentCheck> {
  const checked = await Promise.all(
    documents.map(async (document) => ({
      kind: document.kind,
      faults: await faultsOf(work, document, await store.get(document)),
    })),
  )
  return { faults: checked.filter(({ faults }) => faults.length > 0) }
}

/** Checks first that it is the file checked at upload; nothing else about another file matters. */
async function faultsOf(
  work: Pick<DocumentWork, 'verify'>,
  { kind, key, sha256, bytes }: StoredDocument,
  content: Buffer,
): Promise<DocumentFault[]> {
  const found = await sha256Of(content)
  if (found !== sha256 || content.length !== bytes) {
    return [
      {
        code: 'changed',
        measured: pinText(found, content.length),
        required: pinText(sha256, bytes),
      },
    ]
  }
  return work.verify(key, kind, () => Promise.resolve(content))
}

function pinText(sha256: string, bytes: number): string {
  return `${sha256.slice(0, 12)}…, ${bytes} B`
}
