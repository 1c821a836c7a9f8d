/** The lost run of a card's production is begun again, and its card is printed once and goes on. */
import { cardProductionWorkflowId, productionStateQuery } from '../../workflows/contract'
import type { ProductionEventKind } from '../../workflows/contract'
import { errorsLogged } from '../support/logLines'
import { lostRunsOf, openRepairableProduct, PATIENCE_MS, workflowIdOf } from '../support/lostRuns'
import type { RepairableProduct } from '../support/lostRuns'
import { cardEvent } from '../support/messages'
import type { Story } from '../support/stories'
import { waitFor } from '../support/world'

jest.setTimeout(PATIENCE_MS)

describe('a lost run', () => {
  let live: RepairableProduct
  let product: RepairableProduct['product']
  let teller: RepairableProduct['teller']
  let crowd: RepairableProduct['crowd']
  beforeAll(async () => {
    live = await openRepairableProduct()
    ;({ product, teller, crowd } = live)
  })
  afterAll(() => live?.close())

  const { terminate, rowOf, becomes, repair, repaired, resultOf } = lostRunsOf(() => live)

  describe('of production', () => {
    async function approved() {
      const story = await teller.card('approved')
      await crowd.file(story)
      await crowd.ready(story)
      await crowd.decide(story)
      await becomes(story, 'awaitingPrint')
      const { cardId, number } = await rowOf(story)
      return { story, number, cardId: cardId!, workflowId: cardProductionWorkflowId(cardId!) }
    }
    const record = async (cardId: string, kind: ProductionEventKind) => {
      expect(await product.runs.recordProduction(cardEvent(cardId, kind))).toEqual({
        kind: 'taken',
      })
      await waitFor(() => product.store.cards.exists({ _id: cardId, subState: kind }), {
        what: `the card ${kind}`,
      })
    }
    /** A cancellation of the same relative's card. */
    const cancellationOf = async ({ story, cardId }: Awaited<ReturnType<typeof approved>>) => {
      const cancellation = await teller.unprinted('rejected')
      const { personId } = story.input
      await product.store.people.deleteOne({ _id: cancellation.input.personId })
      return {
        ...cancellation,
        personKey: story.personKey,
        input: { ...cancellation.input, cardId, personId } as Story['input'],
      }
    }

    it('D1 of a printed card continues: not printed a second time, sent, and delivered', async () => {
      const card = await approved()
      await record(card.cardId, 'printed')
      await terminate(card.workflowId)
      expect(await repaired(card.number)).toContain('kart üretimi')
      expect(await product.runs.recordProduction(cardEvent(card.cardId, 'printed'))).toMatchObject({
        kind: 'refused',
        cause: 'alreadyReceived',
      })
      for (const kind of ['sent', 'delivered'] as const) await record(card.cardId, kind)
      expect(await resultOf(card.workflowId)).toEqual({ subState: 'delivered' })
      const { audit } = await rowOf(card.story)
      expect(audit.map(({ action }) => action).slice(-4)).toEqual([
        'printed',
        'repaired',
        'sent',
        'delivered',
      ])
      const { notices } = product.store
      expect(
        await notices.countDocuments({ kind: 'sent', requestId: card.story.input.requestId }),
      ).toBe(1)
    })

    it('is ended and begun again when only the row of the request disagrees, which then agrees', async () => {
      const card = await approved()
      await record(card.cardId, 'printed')
      const { requestId } = card.story.input
      await product.store.requests.updateOne({ _id: requestId }, { subState: 'sent' })
      const { code, said } = await repair(card.number, '--end-run', '--yes')
      expect({ code, said }).toMatchObject({ code: 0 })
      expect(said).toContain('süreç: approved/printed')
      expect(await rowOf(card.story)).toMatchObject({ subState: 'printed' })
      for (const kind of ['sent', 'delivered'] as const) await record(card.cardId, kind)
    })

    it('D3 of a held card stays held, and is let go by the rejection', async () => {
      const card = await approved()
      const cancellation = await cancellationOf(card)
      await crowd.file(cancellation)
      await crowd.ready(cancellation)
      await terminate(card.workflowId)
      await repaired(card.number)
      expect(await product.runs.recordProduction(cardEvent(card.cardId, 'printed'))).toMatchObject({
        cause: 'printHeld',
      })
      await crowd.decide(cancellation)
      await waitFor(
        async () =>
          (await product.client.workflow.getHandle(card.workflowId).query(productionStateQuery))
            .state.subState === 'awaitingPrint',
        { what: 'the release' },
      )
      for (const kind of ['printed', 'sent', 'delivered'] as const) await record(card.cardId, kind)
    })

    it('D3 of a card whose cancellation was rejected meanwhile lets the card go on', async () => {
      const card = await approved()
      const cancellation = await cancellationOf(card)
      await crowd.file(cancellation)
      await crowd.ready(cancellation)
      await terminate(card.workflowId)
      await crowd.decide(cancellation)
      expect(await resultOf(workflowIdOf(cancellation))).toEqual({ outcome: 'rejected' })
      await repaired(card.number)
      await waitFor(
        () => product.store.cards.exists({ _id: card.cardId, subState: 'awaitingPrint' }),
        { what: 'the release' },
      )
      await record(card.cardId, 'printed')
    })

    it('D3 holds the card for a cancellation that was filed meanwhile, which reports the loss and waits', async () => {
      const card = await approved()
      await terminate(card.workflowId)
      const cancellation = await cancellationOf(card)
      await crowd.file(cancellation)
      const ofLoss = await waitFor(
        () => {
          const ofCard = errorsLogged(product.logged()).filter(
            ({ command }) => command === `npm run repair -- ${card.number}`,
          )
          return ofCard.length > 0 ? ofCard : null
        },
        { what: 'the report of the loss' },
      )
      expect(ofLoss.map(({ msg }) => msg)).toEqual(['the run of an open request is lost'])
      expect(await rowOf(cancellation)).toMatchObject({ subState: 'received' })
      await repaired(card.number)
      await crowd.ready(cancellation)
      expect(await product.store.cards.findById(card.cardId).lean()).toMatchObject({
        subState: 'printHeld',
      })
      await crowd.decide(cancellation)
    })
  })
})
