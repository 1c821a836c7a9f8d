/** Forty cards are marked in one go: with three presses, and without scripts as well. */
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import { cardInProduction } from '../support/cardsInProduction'
import type { Batch } from '../../services/shared/store/batch'
import { DAY_MS } from '../support/durations'
import { BatchPage } from '../support/pages/bureau/batch'
import { startStack } from '../support/stack'
import type { Stack } from '../support/stack'

const CARDS = 40

let stack: Stack
beforeAll(async () => {
  stack = await startStack()
})
afterAll(() => stack.stop())

/** Cards to be printed for a unit of their own, so that its list shows nothing else. */
async function cardsOf(unitCode: string, count: number): Promise<string[]> {
  const applicantId = await stack.accountIdOf('personel1')
  const relative = await stack.relativeOf('personel1', 'Çağrı Yıldırım')
  const person = await stack.store.people.findById(relative).orFail().lean()
  const made = await Promise.all(
    Array.from({ length: count }, async () => {
      const personId = randomUUID()
      await stack.store.people.create({ ...person, _id: personId, personKey: randomUUID() })
      return cardInProduction(stack, { personId, applicantId, unitCode })
    }),
  )
  return made.map(({ _id }) => _id)
}

const markedPrinted = (ids: readonly string[]) =>
  stack.store.requests.countDocuments({ _id: { $in: ids }, subState: 'printed' })

async function openList(clerk: Page, unitCode: string): Promise<BatchPage> {
  await clerk.goto(`/queues/print?unit=${unitCode}`)
  return new BatchPage(clerk)
}

it('D1 40 cards are marked printed in one go: all chosen, one button, one answer by the keyboard', async () => {
  const ids = await cardsOf('TOPLU-1', CARDS)
  const clerk = await stack.signedIn('bureau', 'buro1')
  const list = await openList(clerk, 'TOPLU-1')
  await list.chooseAll()
  expect(await list.ticked()).toBe(CARDS)
  await list.ask('Seçilenleri basıldı olarak kaydet')
  await list.arrived('40 kart basıldı mı?')
  await list.confirmByKeys()
  await list.arrived('40 kartın basım kaydı')
  // The page renews itself.
  await list.says('40 kayıttan 40 yapıldı, 0 kabul edilmedi, 0 yapılamadı, 0 sırada.')
  expect(await markedPrinted(ids)).toBe(CARDS)
  await clerk.context().close()
})

it('an open list follows the clerk’s own batches until they have ended', async () => {
  const ids = await cardsOf('TOPLU-3', 3)
  const clerk = await stack.signedIn('bureau', 'buro2')
  const running: Batch = {
    ...{ _id: randomUUID(), kind: 'printed', by: await stack.accountIdOf('buro2'), letter: null },
    ...{ at: new Date(), attempt: 1, attemptAt: new Date(), endedAt: null },
    ...{ expires: new Date(Date.now() + DAY_MS) },
    items: ids.map((requestId) => ({ requestId, messageId: randomUUID(), outcome: null })),
  }
  await stack.store.batches.create(running)
  const list = await openList(clerk, 'TOPLU-3')
  await list.ownBatchesSay('3 kayıttan 0 yapıldı, 0 kabul edilmedi, 0 yapılamadı, 3 sırada.')
  await list.chooseAll()
  const done = { 'items.0.outcome': { kind: 'done' }, 'items.1.outcome': { kind: 'done' } }
  await stack.store.batches.updateOne({ _id: running._id }, { $set: done })
  await list.ownBatchesSay('3 kayıttan 2 yapıldı, 0 kabul edilmedi, 0 yapılamadı, 1 sırada.')
  const end = { 'items.2.outcome': { kind: 'failed', fault: 'unavailable' }, endedAt: new Date() }
  await stack.store.batches.updateOne({ _id: running._id }, { $set: end })
  await list.ownBatchesSay('3 kayıttan 2 yapıldı, 0 kabul edilmedi, 1 yapılamadı, 0 sırada.')
  // The rows stay as they were.
  expect(await list.ticked()).toBe(3)
  await clerk.context().close()
})

it('D1 the same works without scripts, and goes on when the clerk leaves its page', async () => {
  const ids = await cardsOf('TOPLU-2', 5)
  const signedIn = await stack.signedIn('bureau', 'buro1')
  const storageState = await signedIn.context().storageState()
  const clerk = await stack.newPage('bureau', { javaScriptEnabled: false, storageState })
  const list = await openList(clerk, 'TOPLU-2')
  await list.chooseAllByLink()
  expect(await list.ticked()).toBe(5)
  await list.ask('Seçilenleri basıldı olarak kaydet')
  await list.ask('Seçilenleri basıldı olarak kaydet')
  await list.arrived('5 kartın basım kaydı')
  const address = clerk.url()
  await clerk.goto('/')
  const later = await signedIn.context().newPage()
  await later.goto(address)
  await new BatchPage(later).says('5 kayıttan 5 yapıldı')
  expect(await markedPrinted(ids)).toBe(5)
  await Promise.all([clerk, signedIn].map((page) => page.context().close()))
})
