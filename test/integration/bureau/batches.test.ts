/** Bulk acts on real servers: forty cards in one go, cards under one letter, and each own result. */
import { randomUUID } from 'node:crypto'
import { addDays, istanbulDayOf } from '../../../workflows/domain/istanbul'
import { TASK_QUEUES } from '../../../workflows/contract'
import { cardInProduction } from '../../support/cardsInProduction'
import { claims } from '../../support/claims'
import type { RequestRecord } from '../../../services/shared/store/request'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCancellation, makeRelative, writeRow } from '../../support/bureauCases'
import { formWithButton, linkTo } from '../../support/htmlForm'
import { recordIn } from '../../support/recordIn'
import { shortDate } from '../../../services/shared/web/texts/format/dates'
import { waitFor } from '../../support/waitFor'

let app: BureauApp
let clerk: Clerk
beforeAll(async () => {
  app = await startBureau()
  clerk = await app.signedIn('aygul')
})
afterAll(() => app?.close())

const CARDS = 40
const PRINT = '/queues/print'
const { row } = recordIn(() => app)

async function approvedCard() {
  const { _id: personId } = await makeRelative(app, 'selin')
  return cardInProduction(app, { personId, applicantId: accountId('selin'), unitCode: '1010' })
}

const approvedCards = (count: number) =>
  Promise.all(Array.from({ length: count }, () => approvedCard()))

function question(queue: string, requests: readonly Pick<RequestRecord, '_id'>[]): string {
  return `/queues/${queue}/batch?${new URLSearchParams(requests.map(({ _id }) => ['item', _id])).toString()}`
}

/** Answers the question with yes. @returns the address of the batch's page */
async function begin(address: string, button: string, entered = {}, who = clerk): Promise<string> {
  const { action, fields } = formWithButton(await who.page(address), button)
  const answer = await who.post(action, { batchId: fields.batchId!, ...entered })
  expect([answer.status, answer.headers.location]).toEqual([303, expect.any(String)])
  return answer.headers.location!
}

const batchOf = (address: string) =>
  app.store.batches.findById(address.split('/').at(-1)).orFail().lean()

const ended = (address: string) =>
  waitFor(
    async () => {
      const batch = await batchOf(address)
      return batch.endedAt === null ? null : batch
    },
    { what: `the end of ${address}` },
  )

/** Who did it to each of the requests, by the audit trail. */
const auditedAs = async (event: string, requests: readonly Pick<RequestRecord, '_id'>[]) => {
  const subject = { $in: requests.map(({ _id }) => _id) }
  const entries = await app.store.auditEntries.find({ event, subject, outcome: 'done' }).lean()
  return entries.map(({ actor }) => actor)
}

const PRINT_ALL = 'Seçilenleri basıldı olarak kaydet'
const ARRIVED = 'Seçilenlerin gelişini kaydet'
const today = istanbulDayOf(new Date().toISOString())
const letterOf = (date: string) => {
  const [year, month, day] = date.split('-') as [string, string, string]
  const parts = { 'letterDate-day': day, 'letterDate-month': month, 'letterDate-year': year }
  return { letterNo: 'E-4471/2026', ...parts }
}
const awaitedCards = (count: number) =>
  Promise.all(
    Array.from({ length: count }, async () =>
      fileCancellation(app, await makeRelative(app, 'selin'), 'damaged', { until: 'awaitingCard' }),
    ),
  )

it('D1 S48 marks 40 cards printed in one go: one list, one question, one page that says it', async () => {
  const cards = await approvedCards(CARDS)
  const list = await clerk.page(`${PRINT}?chosen=all`)
  const ticked = [
    ...list.matchAll(/<input class="pyk-choose__box"[^>]*value="([^"]+)"[^>]* checked>/g),
  ]
  expect(ticked.map(([, id]) => id).sort()).toEqual(cards.map(({ _id }) => _id).sort())
  expect(list).toMatch(
    /<form class="pyk-batch" id="batch" method="get" action="\/queues\/print\/batch"/,
  )

  const address = question('print', cards)
  const asked = await clerk.page(address)
  expect(asked).toContain('40 kart basıldı mı?')
  const page = await begin(address, PRINT_ALL)
  // A clerk who has left the page finds it again from the list.
  expect(linkTo(await clerk.page(PRINT), '40 kartın basım kaydı')).toBe(page)
  expect(await (await app.signedIn('yigit')).page(PRINT)).not.toContain(page)
  await ended(page)
  const shown = await clerk.page(page)
  expect(shown).toContain('40 kayıttan 40 yapıldı, 0 kabul edilmedi, 0 yapılamadı, 0 sırada.')
  expect(shown).toContain(nameOf('aygul'))
  for (const card of cards) {
    const { subState, queue, audit } = await row(card)
    expect({ subState, queue }).toEqual({ subState: 'printed', queue: 'dispatch' })
    expect(audit.at(-1)).toMatchObject({ action: 'printed', actor: accountId('aygul') })
  }
  const entry = await app.store.auditEntries
    .findOne({ event: 'batchBegun', subject: page.split('/').at(-1)! })
    .lean()
  expect(entry).toMatchObject({ actor: accountId('aygul'), outcome: 'done' })
  expect(await auditedAs('printRecorded', cards)).toEqual(cards.map(() => accountId('aygul')))
})

it('D7 gives each card its own result: done, or refused with who was first', async () => {
  const [first, second] = await approvedCards(2)
  const address = question('print', [first!, second!])
  const { action, fields } = formWithButton(await clerk.page(address), PRINT_ALL)
  const colleague = await app.signedIn('yigit')
  await colleague.post(`/requests/${second!._id}/printed`, { eventId: randomUUID(), back: PRINT })
  const answer = await clerk.post(action, { batchId: fields.batchId! })
  const page = answer.headers.location!
  await ended(page)
  const shown = await clerk.page(page)
  expect(shown).toContain('2 kayıttan 1 yapıldı, 1 kabul edilmedi')
  expect(shown).toContain(`Bunu ${nameOf('yigit')} `)
  expect(shown).not.toContain('Yapılamayanları yeniden dene')
})

it('D7 a refused item leads to its request, and to the same question once the step is possible', async () => {
  const cards = await approvedCards(2)
  const { action, fields } = formWithButton(await clerk.page(question('print', cards)), PRINT_ALL)
  const colleague = await app.signedIn('yigit')
  for (const { _id } of cards)
    await colleague.post(`/requests/${_id}/printed`, { eventId: randomUUID(), back: PRINT })
  const page = (await clerk.post(action, { batchId: fields.batchId! })).headers.location!
  await ended(page)
  const refused = await clerk.page(page)
  for (const { _id, number } of cards) {
    expect(linkTo(refused, `Talebin son durumunu gör: ${number}`)).toBe(`/requests/${_id}`)
    expect(linkTo(refused, `Yeniden dene: ${number}`)).toBeNull()
  }
  const takeBack = async ({ _id }: Pick<RequestRecord, '_id'>) => {
    const form = { reversalId: randomUUID(), kind: 'printed', ground: 'wrongCard' }
    expect((await colleague.post(`/requests/${_id}/reversal`, form)).status).toBe(303)
    await waitFor(async () => (await row({ _id })).subState === 'awaitingPrint', { what: _id })
  }
  await takeBack(cards[0]!)
  const [first, second] = cards
  const possible = await clerk.page(page)
  const again = linkTo(possible, `Yeniden dene: ${first!.number}`)
  expect(again).toBe(question('print', [first!]))
  expect(linkTo(possible, `Yeniden dene: ${second!.number}`)).toBeNull()
  await ended(await begin(again!, PRINT_ALL))
  expect(await row(first!)).toMatchObject({ subState: 'printed' })

  for (const card of cards) await takeBack(card)
  const both = await clerk.page(page)
  expect(linkTo(both, 'Kabul edilmeyenlerden şimdi yapılabilecek 2 kaydı yeniden dene')).toBe(
    question('print', cards),
  )
})

it('D7 the same form sent twice is one batch, and nothing is done twice', async () => {
  const cards = await approvedCards(3)
  const address = question('print', cards)
  const { action, fields } = formWithButton(await clerk.page(address), PRINT_ALL)
  const form = { batchId: fields.batchId! }
  const answers = [await clerk.post(action, form), await clerk.post(action, form)]
  expect(new Set(answers.map(({ headers }) => headers.location)).size).toBe(1)
  await ended(answers[0]!.headers.location!)
  for (const card of cards)
    expect((await row(card)).audit.filter(({ action }) => action === 'printed')).toHaveLength(1)
  expect(await app.store.batches.countDocuments({ _id: form.batchId })).toBe(1)
  const colleague = await app.signedIn('yigit')
  expect((await colleague.post(action, form)).status).toBe(404)
})

it('S67 S75 D6 records several cards that came under one letter, its number and date typed once', async () => {
  const requests = await awaitedCards(3)
  const address = question('cardArrival', requests)
  const { action, fields } = formWithButton(await clerk.page(address), ARRIVED)
  const incomplete = await clerk.post(action, { batchId: fields.batchId! }, address)
  expect(incomplete.headers.location).toBe(address)
  const returned = await clerk.page(address)
  expect(returned).toContain('Yazı numarasını girin')
  expect(returned).toContain('Yazı tarihini girin')

  const page = await begin(address, ARRIVED, { ...letterOf(today), letterNo: 'e-4471/2026' })
  await ended(page)
  expect(await clerk.page(page)).toContain('sayılı yazı')
  for (const request of requests)
    expect(await row(request)).toMatchObject({
      subState: 'inReview',
      cardReceived: { letterNo: 'E-4471/2026', by: accountId('aygul') },
    })
  expect(await auditedAs('cardArrivalRecorded', requests)).toEqual(
    requests.map(() => accountId('aygul')),
  )
})

describe('S67 the date of a letter with several cards', () => {
  let requests: Awaited<ReturnType<typeof awaitedCards>>
  beforeAll(async () => {
    requests = await awaitedCards(2)
    const approvedAt = new Date(`${addDays(today, -3)}T09:00:00Z`)
    await app.store.cards.updateOne({ _id: requests[1]!.cardId }, { approvedAt })
  })

  it.each([
    ['after today', 1, () => 'bugünden sonra olamaz'],
    [
      'before the approval of one card, which it names',
      -4,
      () => `seçilenlerden ${requests[1]!.number} numaralı talebin kartının onaylandığı`,
    ],
  ])('is refused by the form when it is %s, and nothing is begun', async (_what, days, fault) => {
    const date = addDays(today, days)
    const address = question('cardArrival', requests)
    const { action, fields } = formWithButton(await clerk.page(address), ARRIVED)
    const batchId = fields.batchId!
    const answer = await clerk.post(action, { batchId, ...letterOf(date) }, address)
    expect(answer.headers.location).toBe(address)
    const returned = await clerk.page(address)
    expect(returned).toContain(`Yazı tarihi ${shortDate(date)}; ${fault()}`)
    expect(formWithButton(returned, ARRIVED).fields).toMatchObject({ batchId, ...letterOf(date) })
    expect(await app.store.batches.findById(batchId)).toBeNull()
    expect((await row(requests[0]!)).subState).toBe('awaitingCard')
  })

  it('is corrected together with its number when a run has refused it', async () => {
    const [first, second] = await awaitedCards(2)
    const items = [first!, second!].map(({ _id: requestId }) => {
      const outcome = { kind: 'refused', cause: 'letterDate', earlier: null } as const
      return { requestId, messageId: randomUUID(), outcome }
    })
    const batchId = randomUUID()
    await app.store.batches.create({
      _id: batchId,
      kind: 'cardArrived',
      by: accountId('aygul'),
      at: new Date(),
      letter: { no: 'E-4471/2026', date: addDays(today, 1) },
      attempt: 1,
      attemptAt: new Date(),
      endedAt: new Date(),
      items,
      expires: new Date(Date.now() + 60_000),
    })
    const page = await clerk.page(`/batches/${batchId}`)
    expect(page).not.toContain('Yapılamayanları yeniden dene')
    for (const link of [
      `Yeniden dene: ${first!.number}`,
      'Kabul edilmeyenlerden şimdi yapılabilecek 2 kaydı yeniden dene',
    ]) {
      const form = formWithButton(await clerk.page(linkTo(page, link)!), ARRIVED)
      expect(form.fields).toMatchObject(letterOf(addDays(today, 1)))
    }
  })
})

it('D9 has what failed tried again with one button, with new proof', async () => {
  const [card] = await approvedCards(1)
  const batchId = randomUUID()
  const messageId = randomUUID()
  // As if all workers had been stopped for longer than a claim is valid.
  await app.store.batches.create({
    _id: batchId,
    kind: 'printed',
    by: accountId('aygul'),
    at: new Date(),
    letter: null,
    attempt: 1,
    attemptAt: new Date(),
    endedAt: null,
    items: [{ requestId: card!._id, messageId, outcome: null }],
    expires: new Date(Date.now() + 60_000),
  })
  const old = new Date(Date.now() - 16 * 60_000).toISOString()
  const event = claims.prove('productionEvent', {
    eventId: messageId,
    cardId: card!.cardId,
    kind: 'printed',
    by: accountId('aygul'),
    at: old,
  })
  const run = await app.client.workflow.start('bureauBatch', {
    workflowId: `pyk-batch-${batchId}-1`,
    taskQueue: TASK_QUEUES.requests,
    args: [{ batchId, kind: 'printed', attempt: 1, items: [{ requestId: card!._id, event }] }],
  })
  expect(await run.result()).toMatchObject({ failed: 1 })
  const page = `/batches/${batchId}`
  const shown = await clerk.page(page)
  expect(shown).toContain('İleti süresi içinde ulaşmadı.')
  const answer = await clerk.press(shown, 'Yapılamayanları yeniden dene')
  expect(answer.headers.location).toBe(page)
  await waitFor(async () => (await batchOf(page)).attempt === 2, { what: 'the second attempt' })
  await ended(page)
  expect(await clerk.page(page)).toContain('1 kayıttan 1 yapıldı')
  expect(await row(card!)).toMatchObject({ subState: 'printed' })
})

it('D3 offers no box for a card that is held, and asks for a choice when nothing is chosen', async () => {
  const person = await makeRelative(app, 'selin')
  const state = { type: 'cardRequest', status: 'approved', subState: 'printHeld' } as const
  const held = await writeRow(app, person, state, { cardId: randomUUID() })
  const list = await clerk.page(PRINT)
  expect(list).toContain(held.number)
  expect(list).not.toContain(`value="${held._id}"`)
  const answer = await clerk.get(question('print', [held]))
  expect(answer.headers.location).toBe(PRINT)
  expect(await clerk.page(PRINT)).toContain('Önce listeden en az bir kayıt seçin.')
})

it('does nothing for a run that somebody starts by hand: no batch was begun, and nothing is proven', async () => {
  const [card] = await approvedCards(1)
  const run = await app.client.workflow.start('bureauBatch', {
    workflowId: `pyk-batch-${randomUUID()}-1`,
    taskQueue: TASK_QUEUES.requests,
    args: [
      {
        batchId: randomUUID(),
        kind: 'printed',
        attempt: 1,
        items: [
          {
            requestId: card!._id,
            event: {
              eventId: randomUUID(),
              cardId: card!.cardId,
              kind: 'printed',
              by: accountId('aygul'),
              at: new Date().toISOString(),
              claim: 'a.b.c',
            },
          },
        ],
      },
    ],
  })
  expect(await run.result()).toMatchObject({ done: 0, failed: 1 })
  expect(await row(card!)).toMatchObject({ subState: 'awaitingPrint' })
})

it('has no page for a batch that does not exist', async () => {
  expect((await clerk.get(`/batches/${randomUUID()}`)).status).toBe(404)
  expect((await clerk.get(`/batches/${randomUUID()}/news`)).status).toBe(404)
})
