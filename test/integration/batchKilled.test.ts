/** The worker is killed in the middle of a bulk act: every card is marked, and each once (D1). */
import { randomUUID } from 'node:crypto'
import { createBatchRuns } from '../../services/shared/temporal/batchRuns'
import { cardInProduction } from '../support/cardsInProduction'
import { cardEvent, CLERK } from '../support/messages'
import { startProduct } from '../support/product'
import type { Product } from '../support/product'
import { createTestWorld, waitFor } from '../support/world'
import type { TestWorld } from '../support/world'

const CARDS = 40

let world: TestWorld
let product: Product
beforeAll(async () => {
  world = await createTestWorld()
  product = await startProduct(world)
})
afterAll(async () => {
  await product.stop()
  await world.cleanUp()
})

it('D1 D7 a batch of 40 cards goes on by itself after its worker is killed', async () => {
  const { store, workers } = product
  const batchId = randomUUID()
  const cards = await Promise.all(
    Array.from({ length: CARDS }, () =>
      cardInProduction(product, {
        personId: randomUUID(),
        applicantId: 'account-staff',
        unitCode: '1010',
      }),
    ),
  )
  const events = cards.map(({ cardId }) => cardEvent(cardId, 'printed', { by: CLERK }))
  const now = new Date()
  await store.batches.create({
    _id: batchId,
    kind: 'printed',
    by: CLERK,
    at: now,
    letter: null,
    attempt: 1,
    attemptAt: now,
    endedAt: null,
    items: cards.map(({ _id: requestId }, index) => ({
      requestId,
      messageId: events[index]!.eventId,
      outcome: null,
    })),
    expires: new Date(now.getTime() + 600_000),
  })
  const batch = () => store.batches.findById(batchId).orFail().lean()
  const countDone = async () =>
    (await batch()).items.filter(({ outcome }) => outcome?.kind === 'done').length

  await createBatchRuns(product.client).start({
    batchId,
    kind: 'printed',
    attempt: 1,
    items: cards.map(({ _id: requestId }, index) => ({ requestId, event: events[index]! })),
  })
  await waitFor(async () => (await countDone()) > 2, { what: 'the first marks' })
  const { pid } = workers.requests
  process.kill(pid, 'SIGKILL')
  expect(await countDone()).toBeLessThan(CARDS)

  await waitFor(async () => (await batch()).endedAt !== null, {
    what: 'the end of the batch',
    timeoutMs: 90_000,
  })
  expect(await countDone()).toBe(CARDS)
  for (const { _id } of cards) {
    const { subState, audit } = await store.requests.findById(_id).orFail().lean()
    expect(subState).toBe('printed')
    expect(audit.filter(({ action }) => action === 'printed')).toHaveLength(1)
  }
}, 150_000)
