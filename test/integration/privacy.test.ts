/** What operators, lists and logs can see of a request never says whose it is. */
import { randomUUID } from 'node:crypto'
import { loadDemo } from '../../deploy/demo/load'
import { demoRequests } from '../../deploy/demo/requests'
import { connectTemporal } from '../../services/shared/temporal/connection'
import { requestWorkflowId } from '../../workflows/contract'
import { dumpRuns } from '../support/historyDump'
import type { RunDump } from '../support/historyDump'
import { cardRequestInput, storedDocument } from '../support/messages'
import { pendingActivities } from '../support/pendingActivities'
import { personalDataIn } from '../support/personalData'
import { startProduct } from '../support/product'
import type { Product } from '../support/product'
import { createTestWorld, waitFor } from '../support/world'
import type { TestWorld } from '../support/world'

const MAX_HISTORY_BYTES = 50_000

describe('D12 the demo, with its people, explanations and a photo that is none', () => {
  let world: TestWorld
  let product: Product
  let runs: RunDump[]
  beforeAll(async () => {
    world = await createTestWorld()
    product = await startProduct(world)
    await loadDemo({ ...world, ...product.identity })
    await provokeFailures()
    const cards = await product.store.cards.countDocuments()
    const all = demoRequests.length + cards + FAILURES
    await waitFor(async () => (await product.client.workflow.count()).count === all, {
      what: `${all} runs in the list`,
    })
    runs = await dumpRuns(product.client)
  }, 120_000)
  afterAll(async () => {
    await product.stop()
    await world.cleanUp()
  })

  const FAILURES = 2

  /** A run that fails for good, and one whose activity fails for as long as its file is missing. */
  async function provokeFailures(): Promise<void> {
    const { personId } = await product.store.requests.findOne({ open: true }).orFail().lean()
    const second = cardRequestInput({ requestNumber: 'PYK-2026-900001', personId, documents: [] })
    const lockPassed = randomUUID()
    await product.runs.start(lockPassed, second)
    await expect(
      product.client.workflow.getHandle(requestWorkflowId(lockPassed)).result(),
    ).rejects.toThrow()

    const fileGone = randomUUID()
    const documents = [storedDocument('photo'), storedDocument('receipt')]
    await product.runs.start(
      fileGone,
      cardRequestInput({ requestNumber: 'PYK-2026-900002', documents }),
    )
    const failing = async () =>
      (await pendingActivities(product.client, requestWorkflowId(fileGone))).some(
        ({ attempt }) => attempt > 1,
      )
    await waitFor(failing, { what: 'the missing file to be noticed' })
  }

  it('leaves no name, number, free text or file in any history, id, memo, search attribute, summary or failure', () => {
    expect(runs.flatMap(({ text }) => personalDataIn(text))).toEqual([])
  })

  it('was seen with its failures and its refused photo', () => {
    const signs = [
      'OpenRequestExists',
      'DocumentMissing',
      '{"faults":[{"kind":"photo"',
      'photoFaceNotVisible',
    ]
    expect(signs.filter((sign) => !runs.some(({ text }) => text.includes(sign)))).toEqual([])
  })

  it('leaves none in what a run says of itself', async () => {
    const details = await Promise.all(
      runs.map(({ workflowId }) =>
        product.client.workflow.getHandle(workflowId).query('__temporal_workflow_metadata'),
      ),
    )
    expect(JSON.stringify(details)).toContain('Kimlik Bürosunun kararı')
    expect(personalDataIn(JSON.stringify(details))).toEqual([])
  })

  it('leaves none in the logs of the processes', () => {
    expect(product.logged()).toContain('"msg":"ready"')
    expect(personalDataIn(product.logged())).toEqual([])
  })

  it('keeps every history below 50 kB', () => {
    expect(
      runs.filter(({ historyBytes }) => historyBytes === 0 || historyBytes > MAX_HISTORY_BYTES),
    ).toEqual([])
  })
})

describe('D12 the end of every test world', () => {
  it.each([
    ['a name in the memo', { memo: { note: 'Sayın YILDIRIM' } }, 'yıldırım'],
    [
      'an identity number in an argument',
      { args: [{ no: `T.C.${demoRequests[0]!.person.identityNumber}` }] },
      '100000',
    ],
    [
      'an explanation in a summary',
      { staticSummary: explanation() },
      explanation().toLocaleLowerCase('tr'),
    ],
    ['a file in an argument', { args: [Buffer.from('%PDF-1.7').toString('base64')] }, 'jvberi0'],
  ])('refuses %s', async (_what, planted, found) => {
    const world = await createTestWorld()
    const { client, close } = connectTemporal(world.temporal)
    await client.workflow.start('unhosted', {
      taskQueue: 'nobody',
      workflowId: 'planted',
      ...planted,
    })
    await waitFor(async () => (await client.workflow.count()).count === 1, {
      what: 'the planted run',
    })
    await expect(world.cleanUp()).rejects.toThrow(`planted: ${found}`)
    await close()
  })

  function explanation(): string {
    return demoRequests
      .flatMap(({ steps }) => [...steps])
      .flatMap((step) => (step.kind === 'reject' ? [step.explanation] : []))
      .find((text) => text !== '')!
  }
})
