/** The activities of the queue `documents`: what was uploaded is checked once more where it lies. */
import { Context } from '@temporalio/activity'
import type { DocumentActivities, DocumentCheck } from '../../workflows/contract'
import type { DocumentFault } from '../../workflows/domain/documents'
import type { StoredDocument } from '../../workflows/domain/messages'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'
import { sha256Of } from '../../services/shared/documents/store/documentStore'
import { inspectDocument } from '../../services/shared/documents/intake/inspectDocument'

/** Well below the heartbeat time-out the workflows set, so that one lost beat ends nothing. */
const HEARTBEAT_MS = 4_000

export function createDocumentActivities({
  store,
}: {
  store: Pick<DocumentStore, 'get'>
}): DocumentActivities {
  return { checkDocuments: (documents) => beating(() => checkAll(store, documents)) }
}

/**
 * Reads every document by key and version and applies the intake rules (S36–S40, D10, D11). Faults are an answer, in the order of the
 * documents; a store that is away, or has lost a file, is an error and tried again, since no decision may come of it.
 * @throws DocumentMissing, StorageUnavailable, PdfReaderStalled
 */
async function checkAll(
  store: Pick<DocumentStore, 'get'>,
  documents: readonly StoredDocument[],
): Promise<DocumentCheck> {
  const checked = await Promise.all(
    documents.map(async (document) => ({
      kind: document.kind,
      faults: await faultsOf(document, await store.get(document)),
    })),
  )
  return { faults: checked.filter(({ faults }) => faults.length > 0) }
}

/** Whether it is still the file that was checked at upload comes first: of another file nothing else is worth saying. */
async function faultsOf(
  { kind, sha256, bytes }: StoredDocument,
  content: Buffer,
): Promise<DocumentFault[]> {
  const found = sha256Of(content)
  if (found !== sha256 || content.length !== bytes) {
    return [
      {
        code: 'changed',
        measured: pinText(found, content.length),
        required: pinText(sha256, bytes),
      },
    ]
  }
  return (await inspectDocument(kind, content)).faults
}

function pinText(sha256: string, bytes: number): string {
  return `${sha256.slice(0, 12)}…, ${bytes} B`
}

/** Tells the engine that the work goes on, for as long as it does. */
async function beating<Result>(work: () => Promise<Result>): Promise<Result> {
  const context = Context.current()
  const timer = setInterval(() => context.heartbeat(), HEARTBEAT_MS)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}
