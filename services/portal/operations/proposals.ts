/**
 * Uploads that become a document once the person has seen and confirmed the result (D13). Every
 * change is one atomic update, since two tabs share a draft.
 */
import { randomUUID } from 'node:crypto'
import pLimit from 'p-limit'
import type { DocumentKind } from '../../../workflows/domain/documents'
import { proposedFrame } from '../../../workflows/domain/photoFrame'
import type { Frame } from '../../../workflows/domain/photoFrame'
import type { Judgement, KeptCopy } from '../../shared/documents/intake/judgement'
import { StorageUnavailable } from '../../shared/documents/store/errors'
import { keepCopy } from '../../shared/documents/store/keepCopy'
import { readPinned } from '../../shared/documents/store/readDocument'
import type { Draft } from '../../shared/store/draft'
import type { KeptDocument, KeptPicture, Pin } from '../../shared/store/keptDocument'
import type { Proposal } from '../../shared/store/proposal'
import type { Deps } from '../deps'
import { beginDraft, othersThan } from './drafts'
import type { DraftOf } from './drafts'

type FileDeps = Pick<Deps, 'store' | 'documents'>
type Fixable = Extract<Judgement, { outcome: 'fixable' }>

/** Sources are large, and storing one takes its size several times in memory. */
const oneByOne = pLimit(1)

/** The uploaded file: where it is, and its name on the person's device. */
export interface UploadedFile {
  path: string
  name: string
}

/** The proposal of a kind that waits in a draft; null if there is none. */
export function proposalOf(draft: Draft | null, kind: DocumentKind): Proposal | null {
  return draft?.proposals?.find((proposal) => proposal.kind === kind) ?? null
}

/**
 * Stores an offer as the draft's proposal. An earlier one of the kind is replaced and its files are
 * deleted; a document of the kind stays until the person confirms.
 * @throws StorageUnavailable
 */
export async function propose(
  deps: FileDeps,
  of: DraftOf,
  kind: DocumentKind,
  { findings, offer }: Fixable,
  file: UploadedFile,
): Promise<Draft> {
  const { _id } = await beginDraft(deps.store, of)
  const upload = { name: file.name, at: new Date() }
  const proposal: Proposal = {
    kind,
    findings,
    ...(offer.kind === 'copy'
      ? { frame: null, result: await keepCopy(asWaiting(deps.documents), kind, offer.copy) }
      : { frame: await waitingFrame(deps, offer, file), result: null }),
    upload,
    offeredAt: upload.at,
  }
  const proposals = { $concatArrays: [othersThan('$proposals', kind), [{ $literal: proposal }]] }
  const before = await deps.store.drafts
    .findOneAndUpdate({ _id }, [{ $set: { proposals, updatedAt: '$$NOW' } }], {
      returnDocument: 'before',
      updatePipeline: true,
    })
    .orFail()
    .lean()
  await deleteFiles(deps, proposalOf(before, kind))
  return deps.store.drafts.findById(_id).orFail().lean()
}

/** Stores the files of a copy among those that wait. */
function asWaiting({
  putWaiting,
}: Deps['documents']): Pick<Deps['documents'], 'put' | 'putPicture'> {
  return {
    put: async (kind, bytes) => ({ kind, ...(await putWaiting(bytes)) }),
    putPicture: putWaiting,
  }
}

async function waitingFrame(
  { documents }: Pick<Deps, 'documents'>,
  { size, upright }: Extract<Fixable['offer'], { kind: 'frame' }>,
  file: UploadedFile,
): Promise<Proposal['frame']> {
  const { bytes, width, height } = upright
  return {
    source: await oneByOne(() => documents.putWaitingFile(file.path)),
    upright: { ...(await documents.putWaiting(bytes)), width, height },
    ...size,
  }
}

/** Identifies what the person has seen, in case another tab has replaced it since. */
export interface Seen {
  kind: DocumentKind
  offeredAt: Date
}

/**
 * Makes what the person has seen the draft's document of its kind.
 * @param frame where to cut a photo; the proposed frame if it is null
 * @returns the draft, or null if the proposal was confirmed, replaced or deleted in the meantime
 * @throws StorageUnavailable, DocumentTooCostly
 */
export async function confirmProposal(
  deps: Pick<Deps, 'store' | 'documents' | 'work'>,
  of: DraftOf,
  { kind, offeredAt }: Seen,
  frame: Frame | null,
): Promise<Draft | null> {
  const draft = await deps.store.drafts.findOne({ ...of, submitted: false }).lean()
  const proposal = proposalOf(draft, kind)
  if (draft === null || proposal?.offeredAt.getTime() !== offeredAt.getTime()) return null
  const copy = await confirmedCopy(deps, of.ownerId, proposal, frame)
  const made = await keepCopy(deps.documents, kind, copy)
  const document = { ...made, putRight: true, upload: proposal.upload }
  const kept = await deps.store.drafts
    .findOneAndUpdate(
      { _id: draft._id, submitted: false, proposals: { $elemMatch: { kind, offeredAt } } },
      [
        {
          $set: {
            documents: {
              $concatArrays: [othersThan('$documents', kind), [{ $literal: document }]],
            },
            proposals: othersThan('$proposals', kind),
            updatedAt: '$$NOW',
          },
        },
      ],
      { returnDocument: 'after', updatePipeline: true },
    )
    .lean()
  // If another tab was faster, what was made here belongs to nobody.
  if (kept === null) await leaveToDeletion(deps, draft._id, filesOf(made))
  else await deleteFiles(deps, proposal)
  return kept
}

/** The scheduled deletion removes these files; the portal may delete none that is confirmed. */
async function leaveToDeletion(
  { store }: Pick<Deps, 'store'>,
  draftId: string,
  files: readonly Pin[],
): Promise<void> {
  const keys = files.map(({ key }) => key)
  await store.deletions.create({
    _id: `unconfirmedUpload:${draftId}:${randomUUID()}`,
    kind: 'unconfirmedUpload',
    subject: draftId,
    keys,
    files: keys.length,
    begunAt: new Date(),
  })
}

async function confirmedCopy(
  { documents, work }: Pick<Deps, 'documents' | 'work'>,
  ownerId: string,
  { frame, result }: Proposal,
  chosen: Frame | null,
): Promise<KeptCopy> {
  if (frame !== null) {
    const { source } = frame
    const place = chosen ?? proposedFrame(frame)
    return work.cutPhoto(ownerId, () => readPinned(documents, source), place)
  }
  const { measured, pages = [], ...pin } = result!
  const readPage = async (page: KeptPicture) => ({
    ...page,
    bytes: await readPinned(documents, page),
  })
  return {
    bytes: await readPinned(documents, pin),
    measured: measured!,
    pages: await Promise.all(pages.map(readPage)),
  }
}

/** Drops the proposal of a kind and its files; the document stays as it is. */
export async function discardProposal(
  deps: FileDeps,
  of: DraftOf,
  { kind, offeredAt }: Seen,
): Promise<void> {
  const before = await deps.store.drafts
    .findOneAndUpdate(
      { ...of, submitted: false, proposals: { $elemMatch: { kind, offeredAt } } },
      { $pull: { proposals: { kind, offeredAt } } },
      { returnDocument: 'before' },
    )
    .lean()
  await deleteFiles(deps, proposalOf(before, kind))
}

/** Drops every proposal of a draft that was filed or whose upload was taken at once. */
export async function dropProposals(
  deps: FileDeps,
  draftId: string,
  kinds: readonly DocumentKind[],
): Promise<void> {
  const waiting = { _id: draftId, 'proposals.kind': { $in: kinds } }
  // Most drafts have none, and even a write that changes nothing waits for the disk.
  if ((await deps.store.drafts.exists(waiting)) === null) return
  const before = await deps.store.drafts
    .findOneAndUpdate(
      waiting,
      { $pull: { proposals: { kind: { $in: kinds } } } },
      { returnDocument: 'before' },
    )
    .lean()
  for (const kind of kinds) await deleteFiles(deps, proposalOf(before, kind))
}

async function deleteFiles(
  { documents }: Pick<Deps, 'documents'>,
  proposal: Proposal | null,
): Promise<void> {
  if (proposal === null) return
  const { frame, result } = proposal
  try {
    await documents.removePinned([
      ...(frame === null ? [] : [frame.source, frame.upright]),
      ...(result === null ? [] : filesOf(result)),
    ])
  } catch (error) {
    // The scheduled deletion removes what is left among the waiting files.
    if (!(error instanceof StorageUnavailable)) throw error
  }
}

function filesOf({ pages = [], ...document }: KeptDocument): Pin[] {
  return [document, ...pages]
}
