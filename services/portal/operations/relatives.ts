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
import type { FormerMember } from '../../shared/store/family'
import type { Person } from '../../shared/store/person'
import type { Projected } from '../../shared/store/projected'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'
import { isReadable } from '../../shared/store/unreadable'
import { asApplicantSees } from './asApplicantSees'
import { everybodyIn, familyOf } from './familyRecords'
import type { FamilyRecords, Member } from './familyRecords'

const PERSON_FIELDS = { name: 1, surname: 1, birthDate: 1, personKey: 1 } as const
const CARD_FIELDS = { personId: 1, subState: 1, approvedAt: 1 } as const

export interface RelativeView {
  person: Projected<Person, typeof PERSON_FIELDS>
  relation: Relation
  /** The latest request about this relative, filed by either parent. */
  latest: RequestRecord | null
  /** Their latest request, if its record cannot be read; `latest` is null then. */
  unreadable: RequestRecord | null
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
 * @param now decides ages, in Istanbul (D4)
 * @throws RelativeNotOnRecord
 */
export function relativesOf(
  store: Store,
  { family, requests }: FamilyRecords,
  now: Date,
): Promise<RelativeView[]> {
  const latestOf = (id: string) => requests.find(({ personId }) => personId === id) ?? null
  return viewsOf(store, everybodyIn(family), latestOf, now)
}

/** One relative of a staff member; null if the person is not in the family. */
export async function relativeOf(
  store: Store,
  accountId: string,
  personId: string,
  now: Date,
): Promise<RelativeView | null> {
  const [family, found] = await Promise.all([
    familyOf(store, accountId),
    store.requests.findOne({ personId }).sort({ filedAt: -1 }).lean(),
  ])
  const one = everybodyIn(family).filter((member) => member.personId === personId)
  const latest = found === null ? null : asApplicantSees(found)
  return (await viewsOf(store, one, () => latest, now))[0] ?? null
}

async function viewsOf(
  store: Store,
  everybody: readonly Member[],
  latestOf: (personId: string) => RequestRecord | null,
  now: Date,
): Promise<RelativeView[]> {
  if (everybody.length === 0) return []
  const ids = everybody.map(({ personId }) => personId)
  const [people, cards] = await Promise.all([
    store.people.find({ _id: { $in: ids } }, PERSON_FIELDS).lean(),
    store.cards.find({ personId: { $in: ids }, cancelledAt: null }, CARD_FIELDS).lean(),
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
      const request = latestOf(personId)
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
      const shown =
        request === null || isReadable(request)
          ? { latest: request, unreadable: null }
          : { latest: null, unreadable: request }
      return { person, relation, ...shown, left, card, next }
    })
    .sort(membersFirstSpouseThenEldest)
}

function membersFirstSpouseThenEldest(one: RelativeView, other: RelativeView): number {
  if ((one.left === null) !== (other.left === null)) return one.left === null ? -1 : 1
  if (one.relation !== other.relation) return one.relation === 'spouse' ? -1 : 1
  const age = ({ person: { birthDate } }: RelativeView) =>
    birthDate.year * 10_000 + birthDate.month * 100 + birthDate.day
  return age(one) - age(other)
}
