/** What only a real Temporal server shows: errors for ended runs, histories, malformed messages. */
import { historyToJSON } from '@temporalio/common/lib/proto-utils'
import * as contract from '../../workflows/contract'
import { cardProductionWorkflowId } from '../../workflows/contract'
import type { HistoryEvent } from '../histories/recording'
import { useLiveProduct } from '../support/liveProduct'
import { cardEvent, MALFORMED } from '../support/messages'
import { operatorsView } from '../support/operatorsView'
import type { Story } from '../support/stories'
import { waitFor } from '../support/world'

describe('on a real Temporal server', () => {
  const live = useLiveProduct()

  const becomes = (story: Story, subState: string) =>
    waitFor(() => live().crowd.subStateOf(story) === subState, {
      what: `${story.input.requestNumber} to be ${subState}`,
    })

  async function eventsOf(workflowId: string): Promise<HistoryEvent[]> {
    const history = await live().product.client.workflow.getHandle(workflowId).fetchHistory()
    return (JSON.parse(historyToJSON(history)) as { events: HistoryEvent[] }).events
  }

  async function countOf(workflowId: string, type: string): Promise<number> {
    return (await eventsOf(workflowId)).filter(
      ({ eventType }) => eventType === `EVENT_TYPE_${type}`,
    ).length
  }

  it('D3 D6 a cancellation finds no production of its card, and awaits the card', async () => {
    const { teller, crowd, runOf } = live()
    const story = await teller.returned('approved')
    await crowd.file(story)
    await crowd.ready(story)
    await crowd.decide(story)
    expect(await runOf(story).result()).toEqual({ outcome: 'approved' })
    // Once when the print was to be held, once when the card was cancelled.
    expect(
      await countOf(runOf(story).workflowId, 'SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED'),
    ).toBe(2)
  })

  it('D3 D6 a cancellation sees that the production of its card has ended, and awaits the card', async () => {
    const { product, teller, crowd, runOf, productionOf } = live()
    const story = await teller.unprinted('approved')
    const { cardId } = story.input as contract.CancellationRequestInput
    for (const kind of contract.PRODUCTION_EVENTS)
      await product.runs.recordProduction(cardEvent(cardId, kind))
    await productionOf(cardId).result()
    const cancellation: Story = {
      ...story,
      input: { ...story.input, reason: 'damaged' } as Story['input'],
    }
    await crowd.file(cancellation)
    await becomes(cancellation, 'awaitingCard')
    expect(
      await countOf(runOf(story).workflowId, 'SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED'),
    ).toBe(1)
  })

  it('every timer has a summary', async () => {
    const { teller, crowd, runOf } = live()
    const [review, returned] = await Promise.all([
      teller.card('approved'),
      teller.returned('approved'),
    ])
    const stories = [review, { ...returned, arrival: null }]
    await Promise.all(stories.map(crowd.file))
    await Promise.all([becomes(review, 'inReview'), becomes(returned, 'awaitingCard')])
    for (const story of stories) {
      const timers = async () =>
        (await eventsOf(runOf(story).workflowId)).filter(
          ({ eventType }) => eventType === 'EVENT_TYPE_TIMER_STARTED',
        )
      await waitFor(async () => (await timers()).length > 0, { what: 'the timer' })
      for (const timer of await timers()) expect(timer).toHaveProperty('userMetadata.summary.data')
    }
  })

  it('D6 a wait without a timer still says what it waits for', async () => {
    const { product, teller, crowd, runOf } = live()
    const story = await teller.returned('approved')
    const timing = { ...story.input.timing, cardReminderDays: [] }
    const patient: Story = { ...story, arrival: null, input: { ...story.input, timing } }
    await crowd.file(patient)
    await becomes(patient, 'awaitingCard')
    const { workflowId } = runOf(patient)
    await waitFor(
      async () =>
        (await operatorsView(product.client, workflowId)).details.includes('Kartın resmî yazı'),
      {
        what: 'the details of the wait',
      },
    )
    expect(await countOf(workflowId, 'TIMER_STARTED')).toBe(0)
  })

  it('D7 no malformed message of any kind stops any run', async () => {
    const { product, teller, crowd, runOf } = live()
    const [review, held, returned] = await Promise.all([
      teller.card('approved'),
      teller.unprinted('rejected'),
      teller.returned('approved'),
    ])
    const awaiting: Story = { ...returned, arrival: null }
    const stories = [review, held, awaiting]
    await Promise.all(stories.map(crowd.file))
    await Promise.all([
      becomes(review, 'inReview'),
      becomes(held, 'inReview'),
      becomes(awaiting, 'awaitingCard'),
    ])
    const { cardId } = held.input as contract.CancellationRequestInput
    const ids = [
      ...stories.map((story) => runOf(story).workflowId),
      cardProductionWorkflowId(cardId),
    ]
    const signals = Object.values(contract).flatMap((part) =>
      typeof part === 'object' && 'type' in part && part.type === 'signal' ? [part.name] : [],
    )
    expect(signals).toEqual(expect.arrayContaining(['bureauDecision', 'productionEvent']))

    for (const id of ids) {
      const run = product.client.workflow.getHandle(id)
      for (const name of signals)
        for (const raw of MALFORMED) await run.signal<unknown[]>(name, raw)
    }
    await Promise.all([review, held].map(crowd.decide))
    expect(await Promise.all([review, held].map((story) => runOf(story).result()))).toMatchObject([
      { outcome: 'approved' },
      { outcome: 'rejected' },
    ])
    await product.runs.recordProduction(cardEvent(cardId, 'printed'))
    expect(await operatorsView(product.client, cardProductionWorkflowId(cardId))).toMatchObject({
      status: 'RUNNING',
      attributes: { RequestSubState: 'printed' },
    })
    expect(
      (await operatorsView(product.client, runOf(awaiting).workflowId)).attributes['WaitingFor'],
    ).toBe('physicalCard')
  })
})
