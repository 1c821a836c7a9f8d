/**
 * The demo is loaded through the real workflows, once, and an interrupted load is resumed. Nothing
 * that operators, lists or logs show of it contains personal data.
 */
import { randomUUID } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { clerks } from '../../services/kps/people/namedStaff'
import { loadDemo } from '../../deploy/demo/load'
import type { DemoServers } from '../../deploy/demo/load'
import { demoAccounts, demoFamilies } from '../../services/kps/people/people'
import { demoRequests } from '../../deploy/demo/requests'
import type { DemoRequest } from '../../deploy/demo/requests'
import {
  createIdentityVault,
  parseIdentityHmacKey,
  parseIdentityKeys,
} from '../../services/shared/identity/vault'
import type { Store } from '../../services/shared/store/connection'
import { createAccounts } from '../../services/shared/accounts/accounts'
import { catalogueFolders, loadCatalogue } from '../../services/shared/web/texts/catalogue'
import { readStatistics } from '../../services/bureau/operations/statistics'
import { reversalOf } from '../../services/bureau/viewModels/reversal'
import { statisticsTables, summaryOf } from '../../services/bureau/viewModels/statistics'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import { requestWorkflowId } from '../../workflows/contract'
import { dumpRuns } from '../support/historyDump'
import type { RunDump } from '../support/historyDump'
import { cardRequestInput, storedDocument } from '../support/messages'
import { pendingActivities } from '../support/pendingActivities'
import { personalDataIn } from '../support/personalData'
import { writePeople } from '../support/peopleOnRecord'
import { startProduct } from '../support/product'
import type { Product } from '../support/product'
import { createTestWorld, waitFor } from '../support/world'
import type { TestWorld } from '../support/world'

const MAX_HISTORY_BYTES = 50_000

let world: TestWorld
let product: Product
let store: Store
let servers: DemoServers
let interruptedAt: number

beforeAll(async () => {
  world = await createTestWorld()
  product = await startProduct(world)
  store = product.store
  servers = { ...world, ...product.identity, timing: product.timing }
  await loadAndKill()
  expect(await loadDemo(servers)).toBe('loaded')
}, 120_000)
afterAll(async () => {
  await product.stop()
  await world.cleanUp()
})

/** Starts loading in a separate process and kills it halfway. */
async function loadAndKill(): Promise<void> {
  const script = "require('./dist/deploy/demo/load').loadDemo(JSON.parse(process.argv[1]))"
  const loader = spawn(process.execPath, ['--eval', script, JSON.stringify(servers)], {
    stdio: 'inherit',
  })
  await waitFor(async () => (await store.requests.countDocuments()) >= 12, {
    what: 'the first requests',
  })
  const ended = once(loader, 'exit')
  loader.kill('SIGKILL')
  expect(await ended).toEqual([null, 'SIGKILL'])
  interruptedAt = await store.requests.countDocuments()
}

describe('the demo', () => {
  const states = async () => {
    const rows = await store.requests.find().sort({ _id: 1 }).lean()
    return rows.map(({ type, status, subState }) => ({ type, status, subState }))
  }

  it('brings every request to its state', async () => {
    expect(await states()).toEqual(demoRequests.map(({ state }) => state))
  })

  it('resumes an interrupted load and duplicates nothing', async () => {
    expect(interruptedAt).toBeLessThan(demoRequests.length)
    expect(await store.requests.countDocuments()).toBe(demoRequests.length)
    expect(await store.accounts.countDocuments()).toBe(demoAccounts.length)
    expect(await store.cards.countDocuments()).toBe(
      demoRequests.filter(isApprovedCardRequest).length,
    )
  })

  it('S5 everybody can log in with the promised password', async () => {
    const accounts = createAccounts(store)
    for (const username of ['personel1', 'buro.sef', demoAccounts.at(-1)!.username]) {
      expect((await accounts.verify(username, 'Demo-2026-Kart')).account).not.toBeNull()
    }
  })

  it('D12 keeps identity numbers sealed, each readable for its own person', async () => {
    const vault = createIdentityVault({
      keys: parseIdentityKeys(servers.identityKeys),
      hmacKey: parseIdentityHmacKey(servers.identityHmacKey),
    })
    const people = await store.people.find().lean()
    const numbers = people.map(({ _id, identity }) => vault.open(identity, _id)).sort()
    const relatives = new Set(
      demoFamilies.flatMap(({ members }) => members.map(({ person }) => person.identityNumber)),
    )
    expect(numbers).toEqual([...relatives].sort())
    expect(JSON.stringify(await everything())).not.toMatch(/100000\d{5}/)
  })

  it('D5 a child of two parents at the ministry is one person in both families', async () => {
    const parents = await store.accounts
      .find({ username: { $in: ['personel3', 'personel4'] } })
      .lean()
    const families = await store.families
      .find({ _id: { $in: parents.map(({ _id }) => _id) } })
      .lean()
    const children = families.map(
      ({ members }) => members.find(({ relation }) => relation === 'child')!.personId,
    )
    expect(children[0]).toBe(children[1])
  })

  it('S74 every decision was taken by one of the clerks', async () => {
    const ids = await store.accounts
      .find({ username: { $in: clerks.map(({ username }) => username) } })
      .distinct('_id')
    const deciders = await store.requests
      .find({ 'decision.by': { $type: 'string' } })
      .distinct('decision.by')
    expect(deciders.sort()).toEqual(ids.sort())
  })

  it('S74 offers to take back the delivery of its cards, as for cards of other requests', async () => {
    const delivered = await store.requests.find({ subState: 'delivered' }).lean()
    expect(delivered.length).toBeGreaterThan(0)
    for (const request of delivered)
      expect(reversalOf(request, ['clerk'], new Date())?.kind).toBe('delivered')
  })

  it('D9 the request with a photo that is no picture was returned by the system', async () => {
    const [returned, ...more] = await store.requests
      .find({ status: 'rejected', 'decision.by': null })
      .lean()
    expect(more).toEqual([])
    expect(returned!.documentFaults.map(({ kind }) => kind)).toEqual(['photo'])
  })

  it('S74 has the figures that were counted by hand in the list of its requests', async () => {
    const { filedAt } = await store.requests.findOne().sort({ filedAt: 1 }).orFail().lean()
    const now = new Date()
    const days = {
      first: istanbulDayOf(filedAt.toISOString()),
      last: istanbulDayOf(now.toISOString()),
    }
    const statistics = await readStatistics(store, days, undefined, now)
    expect(summaryOf(statistics)).toMatchObject({
      arrived: 44,
      cardRequests: 34,
      cancellations: 10,
      decided: 28,
      approved: 23,
      rejected: 5,
      overdue: 0,
      photosPutRight: 0,
    })
    const t = loadCatalogue(catalogueFolders('bureau')).inLanguage('tr')
    const {
      clerks: ofClerks,
      reasons,
      units,
    } = statisticsTables(statistics, days, { t, language: 'tr' })
    expect(ofClerks.rows.map((row) => row.slice(0, 4))).toEqual([
      ['Aygül Ünal', 15, 15, 0],
      ['Yiğit Koç', 12, 8, 4],
      ['Belge denetimi (sistem)', 1, 0, 1],
    ])
    expect(reasons.rows).toHaveLength(6)
    expect(reasons.rows.map(([, count]) => count)).toEqual([1, 1, 1, 1, 1, 1])
    const sums = [1, 2, 3].map((column) =>
      units.rows.reduce((sum, row) => sum + Number(row[column]), 0),
    )
    expect(sums).toEqual([44, 23, 5])
  })

  it('is loaded once', async () => {
    expect(await loadDemo(servers)).toBe('loadedBefore')
  })

  it('S17 gives accounts of an earlier version what the register is asked with', async () => {
    const before = await store.accounts.findOne({ username: 'personel1' }).orFail().lean()
    await store.accounts.updateOne({ _id: before._id }, { $unset: { identity: 1 } })
    await store.accounts.deleteOne({ username: demoAccounts.at(-1)!.username })
    expect(await loadDemo(servers)).toBe('loadedBefore')
    const { identity } = await store.accounts.findById(before._id).orFail().lean()
    const vault = createIdentityVault({
      keys: parseIdentityKeys(servers.identityKeys),
      hmacKey: parseIdentityHmacKey(servers.identityHmacKey),
    })
    const { person } = demoAccounts.find(({ username }) => username === 'personel1')!
    expect(vault.open(identity!, before._id)).toBe(person.identityNumber)
    expect(await store.accounts.countDocuments()).toBe(demoAccounts.length)
  })

  it('changes nothing if everything is loaded already', async () => {
    const before = await everything()
    await store.connection.collection('demoLoads').deleteMany({})
    expect(await loadDemo(servers)).toBe('loaded')
    expect(await everything()).toEqual(before)
  })

  const everything = async () => ({
    accounts: await store.accounts.find().sort({ _id: 1 }).lean(),
    people: await store.people.find().sort({ _id: 1 }).lean(),
    families: await store.families.find().sort({ _id: 1 }).lean(),
    drafts: await store.drafts.find().sort({ _id: 1 }).lean(),
    requests: await store.requests.find().sort({ _id: 1 }).lean(),
    cards: await store.cards.find().sort({ _id: 1 }).lean(),
    explanations: await store.explanations.find().sort({ _id: 1 }).lean(),
  })
})

describe('D12 the demo, with its people, explanations and a photo that is no picture', () => {
  let runs: RunDump[]
  beforeAll(async () => {
    await provokeFailures()
    const cards = await store.cards.countDocuments()
    const all = demoRequests.length + cards + FAILURES
    await waitFor(async () => (await product.client.workflow.count()).count === all, {
      what: `${all} runs in the list`,
    })
    runs = await dumpRuns(product.client)
  })

  const FAILURES = 2

  /** A run that fails finally, and one whose activity fails as long as its file is missing. */
  async function provokeFailures(): Promise<void> {
    const { personId } = await store.requests.findOne({ open: true }).orFail().lean()
    const second = cardRequestInput({ requestNumber: 'PYK-2026-900001', personId, documents: [] })
    const lockPassed = randomUUID()
    // Another key for the same person passes the engine's lock, but not the record's.
    await store.people.updateOne({ _id: personId }, { personKey: lockPassed })
    await product.runs.start(lockPassed, second)
    await expect(
      product.client.workflow.getHandle(requestWorkflowId(lockPassed)).result(),
    ).rejects.toThrow()

    const fileGone = randomUUID()
    const documents = [storedDocument('photo'), storedDocument('receipt')]
    const third = cardRequestInput({ requestNumber: 'PYK-2026-900002', documents })
    await writePeople(store, [{ _id: third.personId, personKey: fileGone }])
    await product.runs.start(fileGone, third)
    const failing = async () =>
      (await pendingActivities(product.client, requestWorkflowId(fileGone))).some(
        ({ attempt }) => attempt > 1,
      )
    await waitFor(failing, { what: 'the missing file to be noticed' })
  }

  it('leaves no name, number, free text or file in any history, id, memo, search attribute, summary or failure', () => {
    expect(runs.flatMap(({ text }) => personalDataIn(text))).toEqual([])
  })

  it('includes its failures and its refused photo in that search', () => {
    const signs = [
      'OpenRequestExists',
      'DocumentMissing',
      '{"faults":[{"kind":"photo"',
      'photoFaceNotVisible',
    ]
    expect(signs.filter((sign) => !runs.some(({ text }) => text.includes(sign)))).toEqual([])
  })

  it('leaves none in what a run shows in Temporal Web', async () => {
    const details = await Promise.all(
      runs.map(({ workflowId }) =>
        product.client.workflow.getHandle(workflowId).query('__temporal_workflow_metadata'),
      ),
    )
    expect(JSON.stringify(details)).toContain('Kimlik Bürosunun kararı')
    expect(personalDataIn(JSON.stringify(details))).toEqual([])
  })

  it('leaves none in the logs of the processes', () => {
    expect(product.logged()).toContain('"msg":"ready"')
    expect(personalDataIn(product.logged())).toEqual([])
  })

  it('keeps every history below 50 kB', () => {
    expect(
      runs.filter(({ historyBytes }) => historyBytes === 0 || historyBytes > MAX_HISTORY_BYTES),
    ).toEqual([])
  })
})

const isApprovedCardRequest = ({ state }: DemoRequest) =>
  state.type === 'cardRequest' && state.status === 'approved'
