/**
 * A server that is unavailable for a while: requests are delayed, none is lost, and none looks
 * rejected.
 */
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
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

describe('while a server is unavailable', () => {
  let world: TestWorld
  let own: OwnServer
  let product: Product
  beforeEach(async () => {
    world = await createTestWorld()
  })
  afterEach(async () => {
    await product.stop()
    await own.remove()
    await world.cleanUp()
  })

  /** Waits until every run retries an activity that failed because of the outage. */
  async function allTryAgain(stories: readonly Story[], activity: string): Promise<void> {
    for (const { input, personKey } of stories) {
      const trying = async () =>
        (await pendingActivities(product.client, requestWorkflowId(personKey))).some(
          ({ type, attempt }) => type === activity && attempt > 1,
        )
      await waitFor(trying, { what: `${input.requestNumber} to try ${activity} again` })
    }
  }

  it('S35 D7 D9 the database delays filing and deciding for longer than a local activity may take, and loses nothing', async () => {
    own = await startOwnServer('mongo')
    product = await startProduct({ ...world, mongoUrl: own.mongo.url })
    const teller = await createStoryTeller(product)
    const decided = await Promise.all([
      teller.card('approved'),
      teller.lost('rejected'),
      teller.unprinted('approved'),
    ])
    const filed = await Promise.all([teller.card('rejected'), teller.lost('approved')])
    const crowd = gatherCrowd(product)
    await Promise.all(decided.map(crowd.file))
    await Promise.all(decided.map(crowd.ready))

    await own.goAway()
    await Promise.all([...decided.map(crowd.decide), ...filed.map(crowd.file)])
    await Promise.all([allTryAgain(decided, 'recordStep'), allTryAgain(filed, 'fileRequest')])
    await own.comeBack()

    await Promise.all(filed.map(crowd.ready))
    await Promise.all(filed.map(crowd.decide))
    await crowd.leave()
    await expectWhole(product, [...decided, ...filed])
  }, 90_000)

  it('S35 D9 the object store delays the check of documents and rejects no request', async () => {
    own = await startOwnServer('s3')
    const s3 = { ...own.s3, bucket: world.s3.bucket }
    await createDocumentStore(s3).ensureBucket()
    product = await startProduct({ ...world, s3 })
    const teller = await createStoryTeller(product)
    const stories = await Promise.all([
      teller.card('approved'),
      teller.lost('approved'),
      teller.card('rejected'),
    ])
    const crowd = gatherCrowd(product)

    await own.goAway()
    await Promise.all(stories.map(crowd.file))
    await allTryAgain(stories, 'checkDocuments')
    await waitFor(() => stories.every((story) => crowd.subStateOf(story) === 'received'), {
      what: 'the filed requests',
    })
    expect(await product.store.requests.countDocuments({ status: 'rejected' })).toBe(0)
    await own.comeBack()

    await Promise.all(stories.map(crowd.ready))
    await Promise.all(stories.map(crowd.decide))
    await crowd.leave()
    await expectWhole(product, stories)
  }, 90_000)
})
