/**
 * A process is killed while it works on many requests: all of them finish, and nothing happens
 * twice.
 */
import type { KeptChild } from '../../deploy/local/children/keepRunning'
import { requestWorkflowId } from '../../workflows/contract'
import { gatherCrowd } from '../support/crowd'
import { expectWhole } from '../support/expectWhole'
import { startOwnServer } from '../support/ownServer'
import type { OwnServer } from '../support/ownServer'
import { pendingActivities } from '../support/pendingActivities'
import { startProduct } from '../support/product'
import type { Product } from '../support/product'
import { createStoryTeller } from '../support/stories'
import type { Story } from '../support/stories'
import { createTestWorld, waitFor } from '../support/world'
import type { TestWorld } from '../support/world'

/**
 * How many requests are being decided, wait for a clerk, or have their documents checked when the
 * process dies.
 */
const DECIDED = 8
const WAITING = 4
const CHECKED = 4

describe('S35 S48 S51 S72 D2 D7 requests of all kinds', () => {
  let world: TestWorld
  let database: OwnServer
  let product: Product
  beforeAll(async () => {
    ;[world, database] = await Promise.all([createTestWorld(), startOwnServer('mongo')])
    product = await startProduct({ ...world, mongoUrl: database.mongo.url })
  })
  afterAll(async () => {
    await product.stop()
    await database.remove()
    await world.cleanUp()
  })

  it.each<[string, () => KeptChild]>([
    ['the workflow worker', () => product.workers.requests],
    ['the documents worker', () => product.workers.documents],
    ['the database', () => database.process()],
  ])(
    'all finish, each once, although %s is killed meanwhile',
    async (_what, victim) => {
      const stories = await (await createStoryTeller(product)).mixed(DECIDED + WAITING + CHECKED)
      const decided = stories.slice(0, DECIDED)
      const waiting = stories.slice(DECIDED, DECIDED + WAITING)
      const checked = stories.slice(DECIDED + WAITING)
      const crowd = gatherCrowd(product)
      const early = [...decided, ...waiting]
      await Promise.all(early.map(crowd.file))
      await Promise.all(early.map(crowd.ready))

      // A check is short: the worker is paused, so that checks are in progress when the process
      // is killed.
      const { pid: checker } = product.workers.documents
      process.kill(checker, 'SIGSTOP')
      const filing = checked.map(crowd.file)
      await waitFor(() => anyInCheck(product, checked), { what: 'documents in their check' })
      const decisions = decided.slice(0, DECIDED / 2).map(crowd.decide)
      const isDecided = (story: Story) => crowd.subStateOf(story) !== 'inReview'
      await waitFor(() => decided.some(isDecided), { what: 'the first decision in the record' })
      decisions.push(...decided.slice(DECIDED / 2).map(crowd.decide))
      const { pid } = victim()
      process.kill(checker, 'SIGCONT')
      process.kill(pid, 'SIGKILL')
      expect(decided.every(isDecided)).toBe(false)

      await waitFor(() => victim().pid !== pid, { what: 'the process started again' })
      await Promise.all([...filing, ...decisions, ...waiting.map(crowd.decide)])
      await Promise.all(checked.map(crowd.ready))
      await Promise.all(checked.map(crowd.decide))
      await crowd.leave()
      await expectWhole(product, stories)
    },
    120_000,
  )
})

async function anyInCheck({ client }: Product, stories: readonly Story[]): Promise<boolean> {
  for (const { personKey } of stories) {
    const pending = await pendingActivities(client, requestWorkflowId(personKey))
    if (pending.some(({ started }) => started)) return true
  }
  return false
}
