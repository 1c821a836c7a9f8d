/** A run is lost while the database is unavailable, with a decision that it could not write. */
import { cardProductionWorkflowId } from '../../workflows/contract'
import { createImageTree } from '../support/compose/imageTree'
import type { ImageTree } from '../support/compose/imageTree'
import { gatherCrowd } from '../support/crowd'
import { PATIENCE_MS, repairIn, workflowIdOf } from '../support/lostRuns'
import { startOwnServer } from '../support/ownServer'
import { startProduct } from '../support/product'
import { createStoryTeller } from '../support/stories'
import { createTestWorld, waitFor } from '../support/world'
import type { TestWorld } from '../support/world'

jest.setTimeout(PATIENCE_MS)

let world: TestWorld
let image: ImageTree
beforeAll(async () => {
  ;[world, image] = await Promise.all([createTestWorld(), createImageTree()])
})
afterAll(async () => {
  image?.remove()
  await world?.cleanUp()
})

it('D7 a decision that was answered and is not on record is taken by the run that continues', async () => {
  const database = await startOwnServer('mongo')
  const product = await startProduct({ ...world, mongoUrl: database.mongo.url })
  const crowd = gatherCrowd(product)
  try {
    const story = await (await createStoryTeller(product)).card('approved')
    await crowd.file(story)
    await crowd.ready(story)
    await database.goAway()
    await crowd.decide(story)
    await product.client.workflow.getHandle(workflowIdOf(story)).terminate()
    // An attempt that is under way would still write the decision.
    const { pid } = product.workers.requests
    process.kill(pid, 'SIGKILL')
    await database.comeBack()
    await waitFor(() => product.workers.requests.pid !== pid, { what: 'the worker again' })
    await waitFor(() => product.store.requests.exists({ _id: story.input.requestId, open: true }), {
      what: 'the database',
    })
    const answer = await repairIn(
      { image, world: { ...world, mongoUrl: database.mongo.url } },
      story.input.requestNumber,
      '--yes',
    )
    expect(answer).toMatchObject({ code: 0 })
    const run = product.client.workflow.getHandle(workflowIdOf(story))
    expect(await run.result()).toEqual({ outcome: 'approved' })
    const row = await product.store.requests.findById(story.input.requestId).orFail().lean()
    expect(row).toMatchObject({
      status: 'approved',
      decision: { decisionId: story.decision.decisionId, by: story.decision.by },
    })
    const production = product.client.workflow.getHandle(cardProductionWorkflowId(row.cardId!))
    expect((await production.describe()).status.name).toBe('RUNNING')
  } finally {
    await crowd.leave()
    await product.stop()
    await database.remove()
  }
}, 90_000)
