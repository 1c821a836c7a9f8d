/** Acts on the documents that a clerk has seen, not on others that have come since. */
import { isPossible } from '../../../workflows/domain/allowedActions'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'

/**
 * Whether the documents may be others than those on the clerk's page. They change only after an ask,
 * and the record has each ask before its answer can come, so no act on earlier documents passes.
 * In other states the run says why it cannot be done.
 */
export function haveDocumentsChanged(
  request: Pick<RequestRecord, 'type' | 'status' | 'subState' | 'asked'>,
  askSeen: string | null,
): boolean {
  return isPossible(stateOf(request), 'decide') && (request.asked?.askId ?? null) !== askSeen
}
