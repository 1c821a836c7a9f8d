/** Compares the files of the store with those that the record refers to. */
import type { FileList, FileSuspect } from '../../workflows/contract'
import type { Difference } from '../../workflows/domain/differences'
import { stateText } from '../../workflows/domain/differences'
import type { Store } from '../../services/shared/store/connection'
import type { Pin } from '../../services/shared/store/keptDocument'
import type { RequestRecord } from '../../services/shared/store/request'

type Reference = Pick<Pin, 'key' | 'versionId'>
type KeyFilter = string | { $in: string[] } | { $gt?: string; $lte?: string }

/** Maximum number of suspects of one list that are named; the others are counted. */
const MOST_NAMED = 100
const REQUEST_FIELDS = { number: 1, status: 1, subState: 1, documents: 1 } as const

/**
 * Both directions at once: what the record pins between the first and the last key of the list, and
 * what of the list nothing refers to. Reads the record as a stream, since the store may have lost all.
 */
export async function compareFiles(
  store: Store,
  { files, after, upTo }: FileList & { after: string | null },
): Promise<{ suspects: FileSuspect[]; beyond: number }> {
  const listed = new Set(files.map(nameOf))
  const unused = new Map(files.flatMap((file) => (file.isYoung ? [] : [[file.key, file] as const])))
  const missing: FileSuspect[] = []
  let beyond = 0
  const between = { $gt: after ?? '', ...(upTo !== null && { $lte: upTo }) }
  const isBetween = ({ key }: Reference) =>
    (after === null || key > after) && (upTo === null || key <= upTo)

  const referring = store.requests.find(referringTo(between), REQUEST_FIELDS).lean().cursor()
  for await (const request of referring as AsyncIterable<RequestRecord>)
    for (const reference of referencesOf(request).filter(isBetween)) {
      unused.delete(reference.key)
      if (listed.has(nameOf(reference))) continue
      if (missing.length < MOST_NAMED)
        missing.push({ kind: 'fileMissing', ...reference, requestNumber: request.number })
      else beyond += 1
    }

  for (const key of await usedElsewhere(store, [...unused.keys()])) unused.delete(key)
  const unusedSuspects = [...unused.values()].map(({ key, versionId }) => ({
    kind: 'fileUnused' as const,
    key,
    versionId,
    requestNumber: null,
  }))
  return { suspects: [...missing, ...unusedSuspects], beyond }
}

/** The suspects that still differ, now that the store has been asked for each. */
export async function confirmFiles(
  store: Store,
  { suspects, stored }: { suspects: readonly FileSuspect[]; stored: readonly boolean[] },
): Promise<Difference[]> {
  const differences: Difference[] = []
  for (const [index, { kind, key, versionId }] of suspects.entries()) {
    const isStored = stored[index]!
    if (isStored !== (kind === 'fileUnused')) continue
    const request = await store.requests.findOne(referringTo(key), REQUEST_FIELDS).lean()
    const isPinned = request !== null && referencesOf(request).some(isVersion({ key, versionId }))
    if (kind === 'fileMissing' ? !isPinned : await isUsed(store, key, request !== null)) continue
    differences.push({
      kind,
      requestNumber: request?.number ?? null,
      subject: key,
      record: request && stateText(request),
      run: null,
      store: isStored ? `version ${versionId}` : `no version ${versionId}`,
    })
  }
  return differences
}

async function isUsed(store: Store, key: string, isOfRequest: boolean): Promise<boolean> {
  return isOfRequest || (await usedElsewhere(store, [key])).length > 0
}

/** Requests with such a file, or such a picture of a page. */
function referringTo(key: KeyFilter) {
  const matching = { $elemMatch: { key } }
  return {
    $or: [{ documents: matching }, { documents: { $elemMatch: { pages: matching } } }],
  }
}

/**
 * Which of these files something besides a request's documents refers to: drafts, papers of earlier
 * versions, documents that were replaced, and deletions that are under way.
 */
async function usedElsewhere(store: Store, keys: readonly string[]): Promise<string[]> {
  if (keys.length === 0) return []
  const $in = [...keys]
  const [drafts, papers, deletions, replaced] = await Promise.all([
    store.drafts
      .find(
        { $or: [{ 'documents.key': { $in } }, { 'documents.pages.key': { $in } }] },
        { documents: 1 },
      )
      .lean(),
    store.documentPages.find({ 'pages.key': { $in } }, { pages: 1 }).lean(),
    store.deletions.find({ endedAt: null, keys: { $in } }, { keys: 1 }).lean(),
    store.requests
      .find(
        {
          $or: [{ 'replacedDocuments.key': { $in } }, { 'replacedDocuments.pages.key': { $in } }],
        },
        { replacedDocuments: 1 },
      )
      .lean(),
  ])
  return [
    ...drafts.flatMap((draft) => referencesOf(draft).map(({ key }) => key)),
    ...papers.flatMap(({ pages }) => pages.map(({ key }) => key)),
    ...deletions.flatMap((deletion) => deletion.keys),
    ...replaced.flatMap(({ replacedDocuments: documents = [] }) =>
      referencesOf({ documents }).map(({ key }) => key),
    ),
  ]
}

function referencesOf({ documents }: Pick<RequestRecord, 'documents'>): Reference[] {
  return documents
    .flatMap((document) => [document, ...(document.pages ?? [])])
    .map(({ key, versionId }) => ({ key, versionId }))
}

function isVersion(sought: Reference) {
  return (reference: Reference) => nameOf(reference) === nameOf(sought)
}

function nameOf({ key, versionId }: Reference): string {
  return `${key} ${versionId}`
}
