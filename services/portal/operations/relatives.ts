/**
 * The family of a staff member with everything the list shows: latest request, card and allowed
 * actions (S14, S18–S23, S41).
 */
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { relativeActions } from '../../../workflows/domain/relativeActions'
import type { RelativeAction, RelativeActions } from '../../../workflows/domain/relativeActions'
import type { RequestType } from '../../../workflows/domain/requestState'
import type { Card } from '../../shared/store/card'
import type { Store } from '../../shared/store/connection'
import { ministryStaff } from '../../shared/store/ministryStaff'
import type { Relation } from '../../../workflows/domain/eligibility'
import type { FormerMember, KnownMember } from '../../shared/store/family'
import type { Person } from '../../shared/store/person'
import type { Projected } from '../../shared/store/projected'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'
import { asApplicantSees } from './asApplicantSees'

const PERSON_FIELDS = { name: 1, surname: 1, birthDate: 1, personKey: 1 } as const
const CARD_FIELDS = { personId: 1, subState: 1, approvedAt: 1 } as const

export interface RelativeView {
  person: Projected<Person, typeof PERSON_FIELDS>
  relation: Relation
  /** The latest request about this relative, filed by either parent. */
  latest: RequestRecord | null
  /** Set for a relative who is no longer on the family's list. */
  left: Pick<FormerMember, 'reason' | 'leftAt'> | null
  /** The card they hold, if any. */
  card: Projected<Card, typeof CARD_FIELDS> | null
  next: RelativeActions
}

/** The action that must be allowed for a request of each type. */
export const ACTION_OF = {
  cardRequest: 'requestCard',
  cancellationRequest: 'requestCancellation',
} as const satisfies Record<RequestType, RelativeAction>

/**
 * A family lists a person who is not on record. This is a fault and must not look like a smaller
 * family (D9).
 */
export class RelativeNotOnRecord extends Error {
  override readonly name = 'RelativeNotOnRecord'
  constructor(readonly personId: string) {
    super(`Relative ${personId} is not on record`)
  }
}

/**
 * The family of a staff member, spouse first, then children by age, then those who have left it;
 * empty if none is on record.
 * @param accountId the staff member
 * @param now decides ages, in Istanbul (D4)
 * @throws RelativeNotOnRecord
 */
export async function relativesOf(
  store: Store,
  accountId: string,
  now: Date,
): Promise<RelativeView[]> {
  return viewsOf(store, await everybodyIn(store, accountId), now)
}

/** One relative of a staff member; null if the person is not in the family. */
export async function relativeOf(
  store: Store,
  accountId: string,
  personId: string,
  now: Date,
): Promise<RelativeView | null> {
  const everybody = await everybodyIn(store, accountId)
  const one = everybody.filter((member) => member.personId === personId)
  return (await viewsOf(store, one, now))[0] ?? null
}

/** On the list now, or one day before. */
type Member = KnownMember & Partial<FormerMember>

async function everybodyIn(store: Store, accountId: string): Promise<Member[]> {
  const family = await store.families.findById(accountId).lean()
  return [...(family?.members ?? []), ...(family?.former ?? [])]
}

async function viewsOf(
  store: Store,
  everybody: readonly Member[],
  now: Date,
): Promise<RelativeView[]> {
  if (everybody.length === 0) return []
  const ids = everybody.map(({ personId }) => personId)
  const [people, cards, latest] = await Promise.all([
    store.people.find({ _id: { $in: ids } }, PERSON_FIELDS).lean(),
    store.cards.find({ personId: { $in: ids }, cancelledAt: null }, CARD_FIELDS).lean(),
    latestRequests(store, ids),
  ])
  const staffKeys = await ministryStaff(
    store,
    people.map(({ personKey }) => personKey),
  )
  const today = istanbulDayOf(now.toISOString())

  return everybody
    .map(({ personId, relation, reason, leftAt }): RelativeView => {
      const person = people.find(({ _id }) => _id === personId)
      if (person === undefined) throw new RelativeNotOnRecord(personId)
      const card = cards.find((candidate) => candidate.personId === personId) ?? null
      const request = latest.get(personId) ?? null
      const next = relativeActions(
        {
          relation,
          birthDate: person.birthDate,
          worksAtMinistry: staffKeys.has(person.personKey),
          left: reason ?? null,
          latestRequest: request === null ? null : stateOf(request),
          hasValidCard: card !== null,
        },
        today,
      )
      const left = reason === undefined ? null : { reason, leftAt: leftAt! }
      return { person, relation, latest: request, left, card, next }
    })
    .sort(membersFirstSpouseThenEldest)
}

async function latestRequests(
  store: Store,
  personIds: string[],
): Promise<Map<string, RequestRecord>> {
  const latest = await Promise.all(
    personIds.map((personId) => store.requests.findOne({ personId }).sort({ filedAt: -1 }).lean()),
  )
  return new Map(
    latest.flatMap((request) =>
      request === null ? [] : [[request.personId, asApplicantSees(request)]],
    ),
  )
}

function membersFirstSpouseThenEldest(one: RelativeView, other: RelativeView): number {
  if ((one.left === null) !== (other.left === null)) return one.left === null ? -1 : 1
  if (one.relation !== other.relation) return one.relation === 'spouse' ? -1 : 1
  const age = ({ person: { birthDate } }: RelativeView) =>
    birthDate.year * 10_000 + birthDate.month * 100 + birthDate.day
  return age(one) - age(other)
}
