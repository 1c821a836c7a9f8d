/** Assigning requests to a colleague, and handing over all that somebody holds. */
import type { LeaseRefusal, Taker } from '../../../workflows/domain/lease'
import { BUREAU } from '../../shared/accounts/roles'
import type { Store } from '../../shared/store/connection'
import { compareTurkish } from '../../shared/web'
import { assignLease, leasedRequest } from './leases'

export interface Colleague extends Taker {
  name: string
}

/** Everybody at the bureau who can be given work, by the Turkish alphabet. */
export async function colleagues(store: Store): Promise<Colleague[]> {
  const accounts = await store.accounts
    .find({ roles: { $in: [...BUREAU] }, disabledAt: null }, { name: 1, roles: 1 })
    .lean()
  return accounts
    .map(({ _id, name, roles }) => ({ id: _id, name, roles }))
    .sort((one, other) => compareTurkish(one.name, other.name))
}

/** What became of each request: its number, and why it was not assigned. */
export interface Assigned {
  number: string
  refused: LeaseRefusal | null
}

/** Assigns each request by itself, so that one that cannot be assigned holds up no other. */
export async function assign(
  store: Store,
  by: Taker,
  to: Taker,
  requestIds: readonly string[],
): Promise<Assigned[]> {
  const outcomes: Assigned[] = []
  for (const requestId of requestIds) {
    const request = await leasedRequest(store, requestId)
    if (request === null) continue
    const answer = await assignLease(store, by, to, request)
    const refused = answer.kind === 'refused' ? answer.cause : null
    outcomes.push({ number: request.number, refused })
  }
  return outcomes
}
