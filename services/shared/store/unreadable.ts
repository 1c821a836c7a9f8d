/**
 * Requests whose state on record is impossible: somebody has changed the record outside of the
 * system. Nothing can be done with them; lists show their number, and their own pages say so.
 */
import { isLegal } from '../../../workflows/domain/allowedActions'
import type { Log } from '../log/log'
import { stateOf } from './request'
import type { RequestRecord } from './request'

type Named = Pick<RequestRecord, '_id' | 'number'>
type WithState = Pick<RequestRecord, 'type' | 'status' | 'subState'>

/** Somebody wants to see or change a request that is unreadable; its page says so. */
export class RequestUnreadable extends Error {
  override readonly name = 'RequestUnreadable'
  constructor(readonly request: Named) {
    super(`The state of ${request.number} is impossible`)
  }
}

export function isReadable(request: WithState): boolean {
  return isLegal(stateOf(request))
}

/** @throws RequestUnreadable */
export function refuseUnreadable(request: Named & WithState): void {
  if (!isReadable(request)) throw new RequestUnreadable(request)
}

/** Reports unreadable requests to the operators: one line of level error for each. */
export function logUnreadable(log: Pick<Log, 'error'>, requests: readonly Named[]): void {
  for (const { _id } of requests)
    log.error({ requestId: _id }, 'the state of a request is impossible')
}
