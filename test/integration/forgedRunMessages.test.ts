/**
 * Messages between a cancellation and the production of its card, sent to the real engine by somebody
 * who is neither.
 */
import { randomUUID } from 'node:crypto'
import {
  cardCancelled,
  holdAnswered,
  holdPrint,
  productionStateQuery,
  releasePrint,
  requestStateQuery,
} from '../../workflows/contract'
import type { CancellationRequestInput } from '../../workflows/contract'
import { useLiveProduct } from '../support/liveProduct'
import { cardEvent } from '../support/messages'
import type { Story } from '../support/stories'
import { waitFor } from '../support/world'

describe('a forged message between runs', () => {
  const live = useLiveProduct()

  const cardOf = ({ input }: Story) => (input as CancellationRequestInput).cardId
  const refused = (cardId: string, count: number) =>
    waitFor(
      async () => {
        const { refusals } = await live().productionOf(cardId).query(productionStateQuery)
        return refusals.length === count ? refusals : null
      },
      { what: `${count} refusals` },
    )

  it('D3 S69 neither holds nor ends a card whose cancellation does not exist', async () => {
    const { product, teller, productionOf } = live()
    const cardId = await teller.cardInProduction(randomUUID())
    const production = productionOf(cardId)
    const forged = { cancellationRequestId: randomUUID(), replyTo: 'pyk-request-forged' }
    await production.signal(holdPrint, forged)
    await production.signal(cardCancelled, forged)
    await production.signal(releasePrint, forged)
    const refusals = await refused(cardId, 3)
    expect(refusals.map(({ cause, message }) => [message, cause])).toEqual([
      ['holdPrint', 'notOnRecord'],
      ['cardCancelled', 'notOnRecord'],
      ['releasePrint', 'notOnRecord'],
    ])
    for (const kind of ['printed', 'sent', 'delivered'] as const)
      expect(await product.runs.recordProduction(cardEvent(cardId, kind))).toEqual({
        kind: 'taken',
      })
    expect(await production.result()).toEqual({ subState: 'delivered' })
  })

  it('D3 neither holds nor ends a card for the cancellation of another card', async () => {
    const { product, teller, crowd, runOf, productionOf } = live()
    const [other, cardId] = await Promise.all([
      teller.unprinted('rejected'),
      teller.cardInProduction(randomUUID()),
    ])
    await crowd.file(other)
    await crowd.ready(other)
    const ofOther = { cancellationRequestId: other.input.requestId }
    const replyTo = runOf(other).workflowId
    await productionOf(cardId).signal(holdPrint, { ...ofOther, replyTo })
    await productionOf(cardId).signal(cardCancelled, ofOther)
    await refused(cardId, 2)
    expect(await product.runs.recordProduction(cardEvent(cardId, 'printed'))).toEqual({
      kind: 'taken',
    })
    await crowd.decide(other)
  })

  it('S69 D2 keeps a card in production while its cancellation is open, whatever is sent', async () => {
    const { product, teller, crowd, productionOf } = live()
    const story = await teller.unprinted('rejected')
    await crowd.file(story)
    await crowd.ready(story)
    const cardId = cardOf(story)
    const decided = { cancellationRequestId: story.input.requestId }
    await productionOf(cardId).signal(cardCancelled, decided)
    await productionOf(cardId).signal(releasePrint, decided)
    await refused(cardId, 2)
    const subStateOf = async () =>
      (await productionOf(cardId).query(productionStateQuery)).state.subState
    expect(await subStateOf()).toBe('printHeld')

    await crowd.decide(story)
    await waitFor(async () => (await subStateOf()) === 'awaitingPrint', { what: 'the release' })
    expect(await product.store.cards.findById(cardId).lean()).toMatchObject({ cancelledAt: null })
  })

  it('D3 D6 does not make a cancellation believe that its card is held or has left', async () => {
    const { product, teller, crowd, runOf } = live()
    for (const held of [true, false]) {
      const story = await teller.unprinted('approved')
      const cardId = cardOf(story)
      const { pid } = product.workers.requests
      // The forged answer is in the history before the run asks its production.
      process.kill(pid, 'SIGSTOP')
      await product.runs.start(story.personKey, story.input)
      for (let count = 0; count < 3; count += 1)
        await runOf(story).signal(holdAnswered, { cardId, held })
      process.kill(pid, 'SIGCONT')
      await crowd.ready(story)
      expect((await runOf(story).query(requestStateQuery)).state.subState).toBe('inReview')
      expect(await product.store.cards.findById(cardId).lean()).toMatchObject({
        subState: 'printHeld',
      })
      await crowd.decide(story)
    }
  })
})
