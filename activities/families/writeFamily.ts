/** Writes the register's answer as the family list of a staff member. */
import { randomUUID } from 'node:crypto'
import type { LeavingReason } from '../../workflows/domain/eligibility'
import { nameWords } from '../../workflows/domain/nameWords'
import type { IdentityVault } from '../../services/shared/identity/vault'
import type {
  RegisteredFamily,
  RegisteredRelative,
} from '../../services/shared/registry/familyRegistry'
import type { Store } from '../../services/shared/store/connection'
import type { Family, FormerMember, KnownMember } from '../../services/shared/store/family'

interface Means {
  store: Store
  vault: IdentityVault
}

/** A relative with the id of their record. */
type Identified = RegisteredRelative & { personId: string }

/**
 * Replaces the list. People keep their record, by the key of their identity number, so that cards,
 * requests and the lock of two parents stay with them (D5). Who leaves the list stays on record as a
 * former member if there is a card or a request.
 * @param at when the register was asked
 */
export async function writeFamily(
  means: Means,
  accountId: string,
  { relatives, hash }: RegisteredFamily,
  at: Date,
): Promise<void> {
  const { store } = means
  const known = await store.families.findById(accountId).lean()
  const ids = await Promise.all(relatives.map((relative) => recordOf(means, relative)))
  const listed = relatives.flatMap((relative, index): Identified[] => {
    const personId = ids[index]
    return personId == null ? [] : [{ ...relative, personId }]
  })
  const members = listed
    .filter(({ dead }) => !dead)
    .map(({ personId, relation }) => ({ personId, relation }))
  const former = await worthKeeping(store, leaversOf(known, members, listed, at))
  await store.families.updateOne(
    { _id: accountId },
    { $set: { members, former, fetchedAt: at, answerHash: hash } },
    { upsert: true },
  )
}

/**
 * The id of a relative's record, which is brought up to date or created.
 * @returns null for a person who had died before the list first named them: there is nothing to keep
 */
async function recordOf(
  { store, vault }: Means,
  { identityNumber, name, surname, birthDate, dead }: RegisteredRelative,
): Promise<string | null> {
  const personKey = vault.keyOf(identityNumber)
  const personId = randomUUID()
  const { _id } = dead
    ? ((await store.people.findOne({ personKey }, { _id: 1 }).lean()) ?? { _id: null })
    : await store.people
        .findOneAndUpdate(
          { personKey },
          {
            $set: { name, surname, nameWords: nameWords(name, surname), birthDate },
            $setOnInsert: { _id: personId, identity: vault.seal(identityNumber, personId) },
          },
          { upsert: true, returnDocument: 'after', projection: { _id: 1 } },
        )
        .orFail()
        .lean()
  return _id
}

/** Everybody who is or was on the list and is not on it now. */
function leaversOf(
  known: Family | null,
  members: readonly KnownMember[],
  listed: readonly Identified[],
  at: Date,
): FormerMember[] {
  const isMember = (personId: string) => members.some((member) => member.personId === personId)
  const earlier = known?.former ?? []
  const leaving = (known?.members ?? []).map(({ personId, relation }): FormerMember => ({
    personId,
    relation,
    reason: reasonFor(
      relation,
      listed.find((relative) => relative.personId === personId),
    ),
    leftAt: at,
  }))
  return [...earlier, ...leaving].filter(({ personId }) => !isMember(personId))
}

function reasonFor(
  relation: KnownMember['relation'],
  listed: Identified | undefined,
): LeavingReason {
  if (listed?.dead === true) return 'died'
  return relation === 'spouse' ? 'marriageEnded' : 'notListed'
}

async function worthKeeping(
  store: Store,
  leavers: readonly FormerMember[],
): Promise<FormerMember[]> {
  const ids = leavers.map(({ personId }) => personId)
  const [asked, holding] = await Promise.all([
    store.requests.distinct('personId', { personId: { $in: ids } }),
    store.cards.distinct('personId', { personId: { $in: ids } }),
  ])
  return leavers.filter(({ personId }) => asked.includes(personId) || holding.includes(personId))
}
