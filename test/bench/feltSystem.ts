/**
 * The whole product with a number of requests on record, and the people who use it: staff with a
 * child each, for whom a request is ready to be filed, and a clerk.
 */
import { randomUUID } from 'node:crypto'
import { decisionPath, reviewPath, SEARCH, workListPath } from '../../services/bureau/paths'
import { cardRequestPath, FAMILY, HOME, requestPath } from '../../services/portal/paths'
import {
  createIdentityVault,
  parseIdentityHmacKey,
  parseIdentityKeys,
} from '../../services/shared/identity/vault'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { formWithButton } from '../support/htmlForm'
import { inSubState, writeRelative } from '../support/relatives'
import { validSample } from '../support/samples'
import { Visitor } from '../support/visitor'
import { accountsOf } from '../support/webServer'
import { seedRequests } from './seedRequests'
import { startProcess } from './stack'
import type { BenchStack } from './stack'

/** What is measured, in the order in which people meet it. */
export const ACTS = [
  'home',
  'family',
  'submit',
  'request',
  'queue',
  'review',
  'searchByNumber',
  'searchByName',
  'decision',
] as const
export type Act = (typeof ACTS)[number]

/** Does something that a person waits for. */
type Do = () => Promise<void>

export interface FeltSystem {
  /** The acts of one member of staff, who files one request; `submit` comes before `request`. */
  staff: readonly Record<'home' | 'family' | 'submit' | 'request', Do>[]
  /**
   * What the clerk does with the requests that were filed, in the order of the queue. A decision
   * opens the next of them, so the last one has none.
   */
  clerk(): Promise<readonly Record<Exclude<Act, 'home' | 'family' | 'submit' | 'request'>, Do>[]>
  /** Waits until the runs of all filed requests have come to rest, so that they slow nothing else. */
  settle(): Promise<void>
  close(): Promise<void>
}

/**
 * @param requests already on record
 * @param ports of portal and bureau
 * @param staffCount how many requests are filed
 */
export async function openFeltSystem(
  stack: BenchStack,
  {
    namespace,
    requests,
    ports,
    staffCount,
  }: {
    namespace: string
    requests: number
    ports: { portal: number; bureau: number }
    staffCount: number
  },
): Promise<FeltSystem> {
  const mongoUrl = stack.mongoUrl(`felt-${requests}`)
  const store = await connectStore(mongoUrl, stack.environment['AUDIT_KEYS']!)
  const people = await seedPeople(stack, store, requests, staffCount)
  const over = {
    MONGO_URL: mongoUrl,
    TEMPORAL_NAMESPACE: namespace,
    PORTAL_PORT: String(ports.portal),
    BUREAU_PORT: String(ports.bureau),
  }
  const processes = await Promise.all(
    ['worker/requests', 'worker/documents', 'portal/server', 'bureau/server'].map((name) =>
      startProcess(stack, `services/${name}`, over),
    ),
  )
  const portal = { url: `http://127.0.0.1:${ports.portal}` }
  const staff: FeltSystem['staff'][number][] = []
  const filed: string[] = []
  for (const { username, childId } of people) {
    const visitor = await Visitor.signedIn(portal, username)
    staff.push(await preparedStaff(visitor, childId, (requestId) => filed.push(requestId)))
  }
  const settle = async () => {
    await Promise.all(filed.map((requestId) => inSubState({ store }, requestId, 'inReview')))
  }
  return {
    staff,
    settle,
    clerk: async () => {
      await settle()
      const bureau = { url: `http://127.0.0.1:${ports.bureau}` }
      const clerk = await signedInToPost(bureau, 'clerk')
      const searchers = {
        number: await signedInToPost(bureau, 'searcher-number'),
        name: await signedInToPost(bureau, 'searcher-name'),
      }
      const queue = await store.requests
        .find({ _id: { $in: filed } }, { number: 1 })
        .sort({ dueAt: 1, queuedAt: 1, _id: 1 })
        .lean()
      return queue.slice(0, -1).map((request) => clerkActs(clerk, searchers, request))
    },
    close: async () => {
      await Promise.all(processes.map(({ stop }) => stop()))
      await store.close()
    },
  }
}

async function seedPeople(
  { environment }: BenchStack,
  store: Store,
  requests: number,
  staffCount: number,
): Promise<{ username: string; childId: string }[]> {
  const usernames = Array.from({ length: staffCount }, (_, index) => `staff${index}`)
  const [clerk, searcherByNumber, searcherByName, applicant, ...staff] = await accountsOf(
    {
      clerk: { name: 'Deneme Memuru', roles: ['clerk'] },
      'searcher-number': { name: 'Arayan Memur', roles: ['clerk'] },
      'searcher-name': { name: 'Arayan Memur', roles: ['clerk'] },
      applicant: { name: 'Deneme Personeli', roles: ['staff'] },
      ...Object.fromEntries(
        usernames.map((username) => [
          username,
          { name: 'Deneme Personeli', roles: ['staff'] as const },
        ]),
      ),
    },
    (username) => `account-${username}`,
  )
  await seedRequests(store, requests, applicant!)
  await store.accounts.create([clerk!, searcherByNumber!, searcherByName!, ...staff])
  const vault = createIdentityVault({
    keys: parseIdentityKeys(environment['IDENTITY_KEYS']!),
    hmacKey: parseIdentityHmacKey(environment['IDENTITY_HMAC_KEY']!),
  })
  const people: { username: string; childId: string }[] = []
  for (const username of usernames) {
    const child = { name: 'Ece', surname: 'Deneme', birthDate: { year: 2005, month: 5, day: 5 } }
    const { _id } = await writeRelative({ store, vault }, [`account-${username}`], 'child', child)
    people.push({ username, childId: _id })
  }
  return people
}

/** A member of staff whose request only needs to be filed. */
async function preparedStaff(
  visitor: Visitor,
  childId: string,
  onFiled: (requestId: string) => void,
): Promise<FeltSystem['staff'][number]> {
  const address = cardRequestPath(childId)
  for (const kind of ['photo', 'receipt'] as const)
    await visitor.upload(address, kind, await validSample(kind)).then(expectStatus(303))
  const { action, fields } = formWithButton(await visitor.page(address), 'Kaydet')
  const requestId = fields['draftId']!
  return {
    home: open(visitor, HOME),
    family: open(visitor, FAMILY),
    submit: async () => {
      const form = { ...fields, responsibility: 'accepted' }
      await visitor.agent.post(action).type('form').send(form).then(expectStatus(303))
      onFiled(requestId)
    },
    request: open(visitor, requestPath(requestId)),
  }
}

interface Poster extends Pick<Visitor, 'page'> {
  post: (address: string, form: Record<string, string>) => Promise<string>
}

/** Someone who posts forms without opening their page first; answers with the page that follows. */
async function signedInToPost(app: { url: string }, username: string): Promise<Poster> {
  const visitor = await Visitor.signedIn(app, username)
  const token = await visitor.token()
  return {
    page: (address) => visitor.page(address),
    post: async (address, form) => {
      const body = { _csrf: token, ...form }
      const answer = await visitor.agent
        .post(address)
        .type('form')
        .send(body)
        .then(expectStatus(303))
      return answer.headers['location']!
    },
  }
}

/** Each search is another clerk's: one would post more forms in a minute than a person can. */
function clerkActs(
  clerk: Poster,
  searchers: Record<'number' | 'name', Poster>,
  { _id, number }: { _id: string; number: string },
): Record<Exclude<Act, 'home' | 'family' | 'submit' | 'request'>, Do> {
  const search = (searcher: Poster, sought: string) => async () => {
    await searcher.page(await searcher.post(SEARCH, { sought }))
  }
  return {
    queue: open(clerk, workListPath('review')),
    review: open(clerk, reviewPath(_id)),
    searchByNumber: search(searchers.number, number),
    searchByName: search(searchers.name, 'ece deneme'),
    decision: async () => {
      const form = { decisionId: randomUUID(), outcome: 'rejected', reasons: 'notEligible' }
      const next = await clerk.post(decisionPath(_id), { ...form, then: 'next' })
      if (!next.endsWith('/review')) throw new Error(`A decision led to ${next}`)
      await clerk.page(next)
    },
  }
}

function open(visitor: Pick<Visitor, 'page'>, address: string): Do {
  return async () => {
    await visitor.page(address)
  }
}

function expectStatus(status: number) {
  return <Answer extends { status: number }>(answer: Answer): Answer => {
    if (answer.status !== status) throw new Error(`Answered ${answer.status}, not ${status}`)
    return answer
  }
}
