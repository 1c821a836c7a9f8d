/** The product on real servers, with stories to file in it and the people who act. */
import type { WorkflowHandle } from '@temporalio/client'
import type { RequestRecord } from '../../services/shared/store/request'
import { cardProductionWorkflowId, requestWorkflowId } from '../../workflows/contract'
import { gatherCrowd } from './crowd'
import type { Crowd } from './crowd'
import { startProduct } from './product'
import type { Product } from './product'
import { createStoryTeller } from './stories'
import type { Story, StoryTeller } from './stories'
import { createTestWorld } from './world'
import type { TestWorld } from './world'

export interface LiveProduct {
  world: TestWorld
  product: Product
  teller: StoryTeller
  crowd: Crowd
  /** The run of a request. */
  runOf: (story: Pick<Story, 'personKey'>) => WorkflowHandle
  /** The production run of a card. */
  productionOf: (cardId: string) => WorkflowHandle
  /** What the record has of a request. */
  rowOf: (requestId: string) => Promise<RequestRecord>
  /** Files a card request that is to be approved, and waits until it can be reviewed. */
  inReview: () => Promise<Story>
  close: () => Promise<void>
}

export async function openLiveProduct(): Promise<LiveProduct> {
  const world = await createTestWorld()
  const product = await startProduct(world)
  const teller = await createStoryTeller(product)
  const crowd = gatherCrowd(product)
  const handleOf = (workflowId: string) => product.client.workflow.getHandle(workflowId)
  return {
    world,
    product,
    teller,
    crowd,
    runOf: ({ personKey }) => handleOf(requestWorkflowId(personKey)),
    productionOf: (cardId) => handleOf(cardProductionWorkflowId(cardId)),
    rowOf: (requestId) => product.store.requests.findById(requestId).orFail().lean(),
    inReview: async () => {
      const story = await teller.card('approved')
      await crowd.file(story)
      await crowd.ready(story)
      return story
    },
    close: async () => {
      await crowd.leave()
      await product.stop()
      await world.cleanUp()
    },
  }
}

/**
 * Opens a product before the tests of a block and closes it after them.
 * @returns the product; throws if it is not open yet
 */
export function useLiveProduct(): () => LiveProduct {
  let live: LiveProduct | undefined
  beforeAll(async () => {
    live = await openLiveProduct()
  })
  afterAll(() => live?.close())
  return () => {
    if (live === undefined) throw new Error('The product opens just before the first test')
    return live
  }
}
