/** Decisions as clerks send them with the form of the review, and what is on record of them. */
import { randomUUID } from 'node:crypto'
import type { RequestRecord } from '../../services/shared/store/request'
import type { BureauApp, Clerk } from './bureauApp'
import { fileCard, makeRelative } from './bureauCases'
import { recordIn } from './recordIn'

type Form = Record<string, string | string[]>

/** A form in which nothing is chosen yet. */
export const form = (over: Form = {}): Form => ({
  decisionId: randomUUID(),
  then: 'stay',
  ...over,
})
export const approval = (over = {}) => form({ outcome: 'approved', ...over })
export const rejection = (over = {}) =>
  form({ outcome: 'rejected', reasons: ['photoBackground'], ...over })

export const decide = (clerk: Clerk, { _id }: Pick<RequestRecord, '_id'>, fields: Form) =>
  clerk.post(`/requests/${_id}/decision`, fields)

/** @param app the one that is open when a test runs */
export function decisionsIn(app: () => BureauApp) {
  const { row, audited } = recordIn(app)
  return {
    row,

    /** A card request that the bureau can decide. */
    newRequest: async () => fileCard(app(), await makeRelative(app(), 'selin')),

    /** Who tried to decide it, and with which outcome, in order. */
    audited: ({ _id }: Pick<RequestRecord, '_id'>) => audited('decisionGiven', _id),
  }
}
