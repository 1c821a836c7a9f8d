/**
 * Judges an uploaded file at once and stores what is kept of it (S36–S40, D10, D11, D13).
 */
import { treatmentOf } from '../../../workflows/domain/documents'
import type { DocumentFault, DocumentKind } from '../../../workflows/domain/documents'
import { keepCopy } from '../../shared/documents/store/keepCopy'
import type { Draft } from '../../shared/store/draft'
import type { Upload } from '../../shared/store/keptDocument'
import type { Deps } from '../deps'
import { keepDocument } from './drafts'
import type { DraftOf } from './drafts'
import { dropProposals, propose } from './proposals'
import type { UploadedFile } from './proposals'

export type ReceiveAnswer =
  | { kind: 'kept'; draft: Draft }
  /** It waits for the person to see and confirm the result; an earlier file stays. */
  | { kind: 'proposed'; draft: Draft }
  /** All faults; an earlier file stays. */
  | { kind: 'refused'; faults: DocumentFault[] }

/** @throws StorageUnavailable */
export async function receiveDocument(
  deps: Pick<Deps, 'store' | 'documents' | 'work'>,
  of: DraftOf,
  kind: DocumentKind,
  file: UploadedFile,
): Promise<ReceiveAnswer> {
  const judgement = await deps.work.judge(of.ownerId, kind, file.path)
  switch (judgement.outcome) {
    case 'refused':
      return { kind: 'refused', faults: judgement.findings }
    case 'fixable':
      return { kind: 'proposed', draft: await propose(deps, of, kind, judgement, file) }
    case 'taken': {
      const kept = await keepCopy(deps.documents, kind, judgement.copy)
      const isCleaned = treatmentOf(judgement.findings) === 'cleaned'
      const upload: Upload = {
        name: file.name,
        at: new Date(),
        ...(isCleaned && { cleaned: true }),
      }
      const draft = await keepDocument(deps.store, of, { ...kept, upload })
      await dropProposals(deps, draft._id, [kind])
      return { kind: 'kept', draft }
    }
  }
}
