/** The product on real servers, with stories to file in it and the people who act. */
import type { WorkflowHandle } from '@temporalio/client'
import { requestWorkflowId } from '../../workflows/contract'
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
  close: () => Promise<void>
}

export async function openLiveProduct(): Promise<LiveProduct> {
  const world = await createTestWorld()
  const product = await startProduct(world)
  const teller = await createStoryTeller(product)
  const crowd = gatherCrowd(product)
  return {
    world,
    product,
    teller,
    crowd,
    runOf: ({ personKey }) => product.client.workflow.getHandle(requestWorkflowId(personKey)),
    close: async () => {
      await crowd.leave()
      await product.stop()
      await world.cleanUp()
    },
  }
}
