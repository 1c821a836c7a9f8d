/** One request in any state, as its page shows it. */
import { isHeld, isWithHead } from '../../../workflows/domain/requestState'
import type { Queue } from '../../../workflows/domain/requestState'
import type { IdentityVault } from '../../shared/identity/vault'
import type { SignedInAccount } from '../../shared/web'
import type { Translate } from '../../shared/web/texts/catalogue'
import { nextStepOf } from '../nextStep'
import { lostSince, openCancellationOf } from '../operations/caseFile'
import type { CaseFile } from '../operations/caseFile'
import { BUREAU_QUEUES } from '../operations/workList'
import { documentPath, SEARCH, workListPath } from '../paths'
import { maskedIdentity } from './identity'
import { reasonLabels } from './reasons'
import { reversalOf } from './reversal'
import { timelineOf } from './timeline'
import { cancellationLink } from './workList'

/** The account's roles decide the next step. */
export function requestPage(
  file: CaseFile,
  {
    account,
    vault,
    t,
  }: { account: Pick<SignedInAccount, 'roles'>; vault: IdentityVault; t: Translate },
) {
  const { request, person } = file
  const cancellation = openCancellationOf(file)
  return {
    file,
    lostSince: lostSince(file),
    identityNumber: maskedIdentity(vault, person),
    ...wayBack(request.queue),
    step: nextStepOf(request, account.roles),
    isHeld: isHeld(request.subState),
    isWithHead: isWithHead(request),
    reversal: reversalOf(request, account.roles, new Date()),
    reviewListHref: workListPath('review'),
    documents: request.documents.map(({ kind, bytes }) => ({
      kind,
      bytes,
      href: documentPath(request._id, kind),
    })),
    decidedBy: file.nameOf(request.decision?.by ?? null),
    reasons: reasonLabels(request.decision?.reasons ?? [], t),
    cancellation: cancellation === null ? null : cancellationLink(cancellation),
    timeline: timelineOf(file, t),
  }
}

/** The list that shows the request, or the search if no list does. */
function wayBack(queue: Queue): { listHref: string; inList: boolean } {
  const list = BUREAU_QUEUES.find((candidate) => candidate === queue)
  return list === undefined
    ? { listHref: SEARCH, inList: false }
    : { listHref: workListPath(list), inList: true }
}
