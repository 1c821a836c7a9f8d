/** When a run is begun again, and that one repair alone begins it. */
import { requestInput } from '../../deploy/image/commands/lostRun/carriedState'
import { lostRunsOf, openRepairableProduct, PATIENCE_MS, workflowIdOf } from '../support/lostRuns'
import type { RepairableProduct } from '../support/lostRuns'
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

  const { terminate, rowOf, becomes, repair, repaired, resultOf, expectWhole } = lostRunsOf(
    () => live,
  )

  it('is also one that is open and disagrees with its record, if that is asked for', async () => {
    const story = await teller.card('approved')
    await crowd.file(story)
    await crowd.ready(story)
    const { _id, number } = await rowOf(story)
    const agreeing = await repair(number, '--end-run', '--yes')
    expect(agreeing).toMatchObject({ code: 1, said: expect.stringContaining('süreci açık') })
    await product.store.requests.collection.updateOne(
      { _id: _id as never },
      { $set: { subState: 'received', queue: 'system', dueAt: null } },
    )

    expect(await repair(number, '--yes')).toMatchObject({ code: 1 })
    const { code, said } = await repair(number, '--end-run', '--yes')
    expect({ code, said }).toMatchObject({ code: 0 })
    expect(said).toContain('süreç: pending/inReview')
    await becomes(story, 'inReview')
    await expectWhole(story)
  })

  it('is begun again by one of two operators at once', async () => {
    const story = await teller.card('approved')
    await crowd.file(story)
    await crowd.ready(story)
    await terminate(workflowIdOf(story))
    const number = story.input.requestNumber
    const answers = await Promise.all([repair(number, '--yes'), repair(number, '--yes')])
    expect(answers.map(({ code }) => code).sort()).toEqual([0, 1])
    expect(answers.find(({ code }) => code === 1)!.said).toContain('hiçbir şey yapılmadı')
    await crowd.decide(story)
    await resultOf(workflowIdOf(story))
    await expectWhole(story)
    const query = `WorkflowId = '${workflowIdOf(story)}'`
    await waitFor(async () => (await product.client.workflow.count(query)).count === 2, {
      what: 'the lost run and the other one',
    })
  })

  it('D7 is not begun by a start alone, whatever it says of the lost run', async () => {
    const story = await teller.card('approved')
    await crowd.file(story)
    await crowd.ready(story)
    await terminate(workflowIdOf(story))
    const before = await rowOf(story)
    const input = requestInput(before, null, null)
    expect(await product.runs.start(story.personKey, input)).toEqual({ kind: 'started' })
    await expect(resultOf(workflowIdOf(story))).rejects.toMatchObject({
      cause: { type: 'RepairUnknown' },
    })
    expect(await rowOf(story)).toEqual(before)
    await repaired(before.number)
    await crowd.decide(story)
    await resultOf(workflowIdOf(story))
    await expectWhole(story)
  })

  it('does not follow a record that has moved on, and leaves it as it is', async () => {
    const story = await teller.card('rejected')
    await crowd.file(story)
    await crowd.ready(story)
    const old = await rowOf(story)
    await terminate(workflowIdOf(story))
    await repaired(old.number)
    await crowd.decide(story)
    await resultOf(workflowIdOf(story))
    const ended = await rowOf(story)
    // The other operator's command was slow: it has read the record before the first repair.
    await product.runs.start(story.personKey, requestInput(old, null, null))
    await expect(resultOf(workflowIdOf(story))).rejects.toMatchObject({
      cause: { cause: { type: 'ProjectionConflict' } },
    })
    expect(await rowOf(story)).toEqual(ended)
  })

  it('is not begun while the run is open, after the request has ended, or without a confirmation', async () => {
    const story = await teller.card('rejected')
    const number = story.input.requestNumber
    expect(await repair('PYK-2026-999999', '--yes')).toMatchObject({
      code: 1,
      said: expect.stringContaining('Kayıtta PYK-2026-999999 numaralı talep yok'),
    })
    expect(await repair('12345678901', '--yes')).toMatchObject({
      code: 1,
      said: expect.stringContaining('Kullanım: npm run repair'),
    })
    await crowd.file(story)
    await crowd.ready(story)
    expect(await repair(number, '--yes')).toMatchObject({
      code: 1,
      said: expect.stringContaining('süreci açık; hiçbir şey yapılmadı'),
    })
    await terminate(workflowIdOf(story))
    expect(await repair(number)).toMatchObject({
      code: 1,
      said: expect.stringContaining('sonuna --yes ekleyin'),
    })
    expect((await rowOf(story)).audit.map(({ action }) => action)).not.toContain('repaired')
    await repaired(number)
    await crowd.decide(story)
    await resultOf(workflowIdOf(story))
    expect(await repair(number, '--yes')).toMatchObject({
      code: 1,
      said: expect.stringContaining('sonuçlanmış'),
    })
  })
})
