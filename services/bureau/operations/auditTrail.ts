/**
 * The audit trail as the head reads it: who did or saw what, about whom, and when. Newest first, page
 * by page, as fast with millions of lines as with a hundred; each line is proven by its link.
 */
import { mongo } from 'mongoose'
import { addDays, instantAt } from '../../../workflows/domain/istanbul'
import type { Day } from '../../../workflows/domain/istanbul'
import type { RequestType } from '../../../workflows/domain/requestState'
import type { SearchTerms } from '../../../workflows/domain/searchTerms'
import type { AuditEntry, StoredAuditEntry } from '../../shared/store/auditEntry'
import type { Store } from '../../shared/store/connection'
import type { Deps } from '../deps'

export interface AuditFilter {
  /** Account id. */
  who?: string | undefined
  /** Id of a request, a person or an account. */
  whose?: string | undefined
  event?: string | undefined
  outcome?: AuditEntry['outcome'] | undefined
  from?: Day | undefined
  to?: Day | undefined
}

/** A place in the trail: after which line. */
export interface AuditPlace {
  at: Date
  id: string
}

/** `unlinked`: from before lines were chained. */
export type Proof = 'proven' | 'broken' | 'unlinked'

/** What a line was about, as far as it is known. */
export type Subject =
  | { kind: 'request'; id: string; number: string }
  | { kind: 'person' | 'account' | 'unit'; name: string }
  /** A request in preparation, by the name of its person. */
  | { kind: 'draft'; type: RequestType; name: string }
  | { kind: 'other' }
  | null

export interface AuditRow {
  entry: StoredAuditEntry
  /** Name of the account; null before login, or when it no longer exists. */
  who: string | null
  /** Names of the colleagues that work was taken from or given to; null if there was none. */
  from: string | null
  to: string | null
  about: Subject
  /** The request that a look at a person was for; null if there was none. */
  lookedFor: Extract<Subject, { kind: 'request' }> | null
  proof: Proof
}

export interface AuditPage {
  rows: AuditRow[]
  /** Where the next page starts; null on the last page. */
  next: AuditPlace | null
}

const PAGE_SIZE = 50

type RawEntry = StoredAuditEntry & { _id: mongo.ObjectId }

export async function auditPage(
  store: Store,
  filter: AuditFilter,
  after: AuditPlace | null,
): Promise<AuditPage> {
  // Raw, since a link is proven over exactly what is stored.
  const found = await store.connection
    .collection<RawEntry>('auditEntries')
    .find(selected(filter, after))
    .sort({ at: -1, _id: -1 })
    .limit(PAGE_SIZE + 1)
    .toArray()
  const entries = found.slice(0, PAGE_SIZE)
  const last = entries.at(-1)
  const [proofOf, nameOf, aboutOf] = await Promise.all([
    proofs(store, entries),
    accountNames(store, entries),
    subjects(store, entries),
  ])
  const nameFor = (id: string | null | undefined) => nameOf.get(id ?? '') ?? null
  return {
    rows: entries.map((entry) => ({
      entry,
      who: nameFor(entry.actor),
      from: nameFor(entry.from),
      to: nameFor(entry.to),
      about: entry.subject === null ? null : (aboutOf.get(entry.subject) ?? { kind: 'other' }),
      lookedFor: requestIn(aboutOf.get(entry.request ?? '')),
      proof: proofOf(entry),
    })),
    next:
      found.length > PAGE_SIZE && last !== undefined
        ? { at: last.at, id: last._id.toHexString() }
        : null,
  }
}

function requestIn(subject: Subject | undefined): AuditRow['lookedFor'] {
  return subject?.kind === 'request' ? subject : null
}

function selected({ who, whose, event, outcome, from, to }: AuditFilter, after: AuditPlace | null) {
  const bounds = [
    ...(from === undefined ? [] : [{ at: { $gte: new Date(instantAt(from, 0)) } }]),
    ...(to === undefined ? [] : [{ at: { $lt: new Date(instantAt(addDays(to, 1), 0)) } }]),
    ...(after === null ? [] : afterPlace(after)),
  ]
  return {
    ...(who === undefined ? {} : { actor: who }),
    ...(whose === undefined ? {} : { $or: [{ subject: whose }, { request: whose }] }),
    ...(event === undefined ? {} : { event }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(bounds.length === 0 ? {} : { $and: bounds }),
  }
}

/** The plain bound lets the index start at the right key; `$or` alone would not. */
function afterPlace({ at, id }: AuditPlace) {
  return [
    { at: { $lte: at } },
    { $or: [{ at: { $lt: at } }, { at, _id: { $lt: new mongo.ObjectId(id) } }] },
  ]
}

/** Compares each line with its link, which also covers the hash of the line before it. */
async function proofs(
  { connection, audit }: Store,
  entries: readonly RawEntry[],
): Promise<(entry: RawEntry) => Proof> {
  const followers = entries.filter(({ seq = 1 }) => seq > 1)
  const before =
    followers.length === 0
      ? []
      : await connection
          .collection<RawEntry>('auditEntries')
          .find(
            { $or: followers.map(({ chain, seq }) => ({ chain: chain!, seq: seq! - 1 })) },
            { projection: { chain: 1, seq: 1, hash: 1 } },
          )
          .toArray()
  const placeOf = (chain: string, seq: number) => `${seq} ${chain}`
  const hashAt = new Map(before.map(({ chain, seq, hash }) => [placeOf(chain!, seq!), hash]))
  return (entry) => {
    const { chain, seq } = entry
    if (chain === undefined || seq === undefined) return 'unlinked'
    const previous = hashAt.get(placeOf(chain, seq - 1)) ?? null
    return audit.seals.fits({ chain, seq, previous }, entry) ? 'proven' : 'broken'
  }
}

async function accountNames(
  { accounts }: Store,
  entries: readonly StoredAuditEntry[],
): Promise<Map<string, string>> {
  const ids = [...new Set(entries.flatMap(({ actor, from, to }) => [actor, from, to]))].filter(
    (id) => id != null,
  )
  const found = await accounts.find({ _id: { $in: ids } }, { name: 1 }).lean()
  return new Map(found.map(({ _id, name }) => [_id, name]))
}

async function subjects(
  store: Store,
  entries: readonly Pick<StoredAuditEntry, 'subject' | 'request'>[],
): Promise<Map<string, Exclude<Subject, null>>> {
  const { requests, people, accounts, units } = store
  const ids = entries
    .flatMap(({ subject, request }) => [subject, request])
    .filter((id) => id != null)
  const ofAll = { _id: { $in: [...new Set(ids)] } }
  const [ofDrafts, ofRequests, ofPeople, ofAccounts, ofUnits] = await Promise.all([
    draftSubjects(store, ids),
    requests.find(ofAll, { number: 1 }).lean(),
    people.find(ofAll, { name: 1, surname: 1 }).lean(),
    accounts.find(ofAll, { name: 1 }).lean(),
    units.find(ofAll, { name: 1 }).lean(),
  ])
  return new Map<string, Exclude<Subject, null>>([
    // Before the requests, since a draft gives its id to its request.
    ...ofDrafts,
    ...ofRequests.map(({ _id, number }) => [_id, { kind: 'request', id: _id, number }] as const),
    ...ofPeople.map(
      ({ _id, name, surname }) => [_id, { kind: 'person', name: `${name} ${surname}` }] as const,
    ),
    ...ofAccounts.map(({ _id, name }) => [_id, { kind: 'account', name }] as const),
    ...ofUnits.map(({ _id, name }) => [_id, { kind: 'unit', name }] as const),
  ])
}

async function draftSubjects(
  { drafts, people }: Store,
  ids: readonly string[],
): Promise<[string, Extract<Subject, { kind: 'draft' }>][]> {
  const found = await drafts.find({ _id: { $in: ids } }, { type: 1, personId: 1 }).lean()
  const ofPeople = await people
    .find({ _id: { $in: found.map(({ personId }) => personId) } }, { name: 1, surname: 1 })
    .lean()
  const nameOf = new Map(ofPeople.map(({ _id, name, surname }) => [_id, `${name} ${surname}`]))
  return found.flatMap(({ _id, type, personId }) => {
    const name = nameOf.get(personId)
    return name === undefined ? [] : [[_id, { kind: 'draft', type, name }]]
  })
}

/** Somebody or something that was typed: its id, or how many fit. */
export type Named = { id: string } | { fitting: 'none' | 'several' }

/** The account of what was typed: a user name, a registry number or a name. */
export async function accountNamed(
  { accounts }: Store,
  typed: string,
  terms: SearchTerms | null,
): Promise<Named> {
  const username = await accounts.findOne({ username: typed.trim() }, { _id: 1 }).lean()
  if (username !== null) return { id: username._id }
  const selection =
    terms?.kind === 'digits'
      ? { registryNo: terms.registryNo }
      : terms?.kind === 'name'
        ? withWords(terms.words)
        : null
  if (selection === null) return { fitting: 'none' }
  return only(await accounts.find(selection, { _id: 1 }).limit(2).lean())
}

/** The subject of what was typed: the number of a request, an identity number, or an account. */
export async function subjectNamed(
  { store, vault }: Pick<Deps, 'store' | 'vault'>,
  typed: string,
  terms: SearchTerms | null,
): Promise<Named> {
  const { requests, people } = store
  if (terms?.kind === 'requestNumber')
    return only(await requests.find({ number: terms.number }, { _id: 1 }).lean())
  if (terms?.kind === 'identityNumber') {
    const personKey = vault.keyOf(terms.identityNumber)
    return only(await people.find({ personKey }, { _id: 1 }).lean())
  }
  const account = await accountNamed(store, typed, terms)
  if ('id' in account || terms?.kind !== 'name') return account
  const relatives = await people.find(withWords(terms.words), { _id: 1 }).limit(2).lean()
  return relatives.length === 0 ? account : account.fitting === 'none' ? only(relatives) : account
}

/** The subjects that ids of filters stand for; those that are not known are missing. */
export function subjectsOf(
  store: Store,
  ids: readonly string[],
): Promise<Map<string, Exclude<Subject, null>>> {
  return subjects(
    store,
    ids.map((subject) => ({ subject })),
  )
}

function withWords(words: readonly string[]) {
  return { $and: words.map((word) => ({ nameWords: { $regex: `^${word}` } })) }
}

function only(found: readonly { _id: string }[]): Named {
  const [first, second] = found
  if (first === undefined) return { fitting: 'none' }
  return second === undefined ? { id: first._id } : { fitting: 'several' }
}
