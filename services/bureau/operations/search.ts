/**
 * Searching for requests: by number, by names in any spelling, by registry number, by identity
 * number. As fast with a million requests as with a thousand.
 */
import { randomUUID } from 'node:crypto'
import type { SearchTerms } from '../../../workflows/domain/searchTerms'
import type { Store } from '../../shared/store/connection'
import type { Search } from '../../shared/store/search'
import type { Deps } from '../deps'
import { listed, ROW_FIELDS } from './workList'
import type { ListedRequests } from './workList'

/** Newest first. */
export interface Found extends ListedRequests {
  /** Whether there are more than are shown, so that the search needs another word. */
  isCut: boolean
}

/** Rows of a list of results. */
export const MOST_FOUND = 50
/** People whose requests are looked for. MongoDB merges this many sorted lists without reading all. */
const MOST_PEOPLE = 200
const KEPT_MS = 60 * 60_000

/**
 * What is looked for in the record: an identity number is never kept, only its key.
 * @returns the terms of a list of results; null for the number of a request
 */
export function listTerms(
  terms: SearchTerms,
  vault: Pick<Deps['vault'], 'keyOf'>,
): Search['terms'] | null {
  if (terms.kind === 'requestNumber') return null
  return terms.kind === 'identityNumber'
    ? { kind: 'personKey', personKey: vault.keyOf(terms.identityNumber) }
    : terms
}

/** Keeps a search under a random id, for its list of results. */
export async function keepSearch(
  store: Store,
  clerkId: string,
  terms: Search['terms'],
): Promise<string> {
  const _id = randomUUID()
  await store.searches.create({ _id, by: clerkId, terms, expires: new Date(Date.now() + KEPT_MS) })
  return _id
}

/** A clerk's own search; null for another's, or when it is no longer kept. */
export function findSearch(
  store: Store,
  clerkId: string,
  searchId: string,
): Promise<Search | null> {
  return store.searches.findOne({ _id: searchId, by: clerkId }).lean().exec()
}

/** The requests that a search finds. */
export async function searched(store: Store, terms: Search['terms']): Promise<Found> {
  const { matching, isCut } = await requestsMatching(store, terms)
  const found = await Promise.all(
    matching.map((selected) =>
      store.requests
        .find(selected, ROW_FIELDS)
        .sort({ filedAt: -1 })
        .limit(MOST_FOUND + 1)
        .lean(),
    ),
  )
  const requests = [...new Map(found.flat().map((request) => [request._id, request])).values()]
  requests.sort((one, other) => other.filedAt.getTime() - one.filedAt.getTime())
  return {
    ...(await listed(store, requests.slice(0, MOST_FOUND))),
    isCut: isCut || requests.length > MOST_FOUND,
  }
}

/** Selections that have an index each. */
async function requestsMatching(
  store: Store,
  terms: Search['terms'],
): Promise<{ matching: Record<string, unknown>[]; isCut: boolean }> {
  switch (terms.kind) {
    case 'personKey': {
      const person = await store.people.findOne({ personKey: terms.personKey }, { _id: 1 }).lean()
      const applicant = await store.accounts
        .findOne({ personKey: terms.personKey }, { _id: 1 })
        .lean()
      return {
        matching: [
          ...(person === null ? [] : [{ personId: person._id }]),
          ...(applicant === null ? [] : [{ applicantId: applicant._id }]),
        ],
        isCut: false,
      }
    }
    case 'digits': {
      const { number, registryNo } = terms
      const applicants = await store.accounts.find({ registryNo }, { _id: 1 }).lean()
      return {
        matching: [
          ...(number === null ? [] : [{ number }]),
          { applicantId: { $in: idsOf(applicants) } },
        ],
        isCut: false,
      }
    }
    case 'name': {
      const named = { $and: terms.words.map((word) => ({ nameWords: { $regex: `^${word}` } })) }
      const [people, applicants] = await Promise.all([
        store.people
          .find(named, { _id: 1 })
          .limit(MOST_PEOPLE + 1)
          .lean(),
        store.accounts
          .find(named, { _id: 1 })
          .limit(MOST_PEOPLE + 1)
          .lean(),
      ])
      return {
        matching: [
          { personId: { $in: idsOf(people).slice(0, MOST_PEOPLE) } },
          { applicantId: { $in: idsOf(applicants).slice(0, MOST_PEOPLE) } },
        ],
        isCut: people.length > MOST_PEOPLE || applicants.length > MOST_PEOPLE,
      }
    }
  }
}

function idsOf(documents: readonly { _id: string }[]): string[] {
  return documents.map(({ _id }) => _id)
}
