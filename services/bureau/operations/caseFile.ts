/**
 * Everything the bureau has on one request: the people in it, its decision, and the person's
 * earlier requests.
 */
import type { Relation } from '../../../workflows/domain/eligibility'
import { lossReportedAt } from '../../../workflows/domain/lossReport'
import { needsReasonDetail } from '../../../workflows/domain/reasons'
import type { Store } from '../../shared/store/connection'
import { explanationText } from '../../shared/store/explanation'
import type { Person } from '../../shared/store/person'
import type { Projected } from '../../shared/store/projected'
import type { RequestRecord } from '../../shared/store/request'
import { refuseUnreadable } from '../../shared/store/unreadable'
import { APPLICANT_FIELDS } from './applicant'
import type { Applicant } from './applicant'
import { handOversOf } from './handOvers'
import type { HandOver } from './handOvers'

const OTHER_FIELDS = {
  number: 1,
  type: 1,
  status: 1,
  subState: 1,
  filedAt: 1,
  decision: 1,
  reason: 1,
  open: 1,
  cardId: 1,
  documents: 1,
} as const

/** Another request of the same person. */
export type OtherRequest = Projected<RequestRecord, typeof OTHER_FIELDS>

export interface CaseFile {
  request: RequestRecord
  person: Person
  /** Null when the applicant's family no longer lists the person. */
  relation: Relation | null
  applicant: Applicant
  /** What the clerk wrote in addition to the reasons (S45). */
  explanation: string | null
  /** Which reason `other` of a cancellation is, in the applicant's own words (S46, S58). */
  reasonDetail: string | null
  /** The person's other requests, newest first. */
  others: OtherRequest[]
  /** Who took it over from whom, oldest first. */
  handOvers: HandOver[]
  /** Name of an account; null for an act of the system. */
  nameOf(accountId: string | null): string | null
}

const OTHERS_SHOWN = 10

/**
 * Reads everything about a request; null if it does not exist.
 * @throws RequestUnreadable
 */
export async function caseFile(store: Store, requestId: string): Promise<CaseFile | null> {
  const request = await store.requests.findById(requestId).lean()
  if (request === null) return null
  refuseUnreadable(request)
  const { personId, applicantId, decision, reason } = request
  const [person, family, explanation, reasonDetail, others, handOvers, names] = await Promise.all([
    store.people.findById(personId).orFail().lean(),
    store.families.findById(applicantId).lean(),
    explanationText(store.explanations, requestId, decision?.explanationId),
    reason !== null && needsReasonDetail(reason)
      ? explanationText(store.explanations, requestId, requestId)
      : null,
    othersOf(store, request),
    handOversOf(store, requestId),
    accountsBehind(store, request),
  ])
  return {
    request,
    person,
    relation:
      [...(family?.members ?? []), ...(family?.former ?? [])].find(
        (member) => member.personId === personId,
      )?.relation ?? null,
    applicant: names.get(applicantId)!,
    explanation,
    reasonDetail,
    others,
    handOvers,
    nameOf: (accountId) => (accountId === null ? null : (names.get(accountId)?.name ?? null)),
  }
}

/** The person's other requests, newest first. */
export function othersOf(
  store: Store,
  { _id, personId }: Pick<RequestRecord, '_id' | 'personId'>,
): Promise<OtherRequest[]> {
  return store.requests
    .find({ personId, _id: { $ne: _id } }, OTHER_FIELDS)
    .sort({ filedAt: -1 })
    .limit(OTHERS_SHOWN)
    .lean()
    .exec()
}

/** Since when the request's card is reported lost or stolen (S69); null if it is not. */
export function lostSince({ request, others }: CaseFile): Date | null {
  return lossReportedAt(request.cardId, [request, ...others])
}

/**
 * The open cancellation of the card that was made for this request; before the print it holds the
 * print (D3).
 */
export function openCancellationOf({ request, others }: CaseFile): OtherRequest | null {
  if (request.type !== 'cardRequest' || request.cardId === null) return null
  const isOfCard = ({ type, open, cardId }: OtherRequest) =>
    type === 'cancellationRequest' && open && cardId === request.cardId
  return others.find(isOfCard) ?? null
}

/** The accounts of everybody who filed, decided or changed the request. */
async function accountsBehind(
  store: Store,
  { applicantId, audit, decision, cardReceived }: RequestRecord,
) {
  const actors = [applicantId, decision?.by, cardReceived?.by, ...audit.map(({ actor }) => actor)]
  const ids = [...new Set(actors.filter((id) => typeof id === 'string'))]
  const accounts = await store.accounts.find({ _id: { $in: ids } }, APPLICANT_FIELDS).lean()
  return new Map(accounts.map((account) => [account._id, account]))
}
