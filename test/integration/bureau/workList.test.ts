/**
 * The work lists: every request on the one list where it waits, oldest first, filtered by the
 * address, page by page.
 */
import { allowedActions, queueOf } from '../../../workflows/domain/allowedActions'
import { ALL_STATES } from '../../../workflows/domain/requestState'
import type { RequestState } from '../../../workflows/domain/requestState'
import { BUREAU_QUEUES, PAGE_SIZE } from '../../../services/bureau/operations/workList'
import type { RequestRecord } from '../../../services/shared/store/request'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { makeRelative, writeRow } from '../../support/bureauCases'
import type { Relative } from '../../support/bureauCases'

const IN_REVIEW: RequestState = { type: 'cardRequest', status: 'pending', subState: 'inReview' }
const SENT: RequestState = { type: 'cardRequest', status: 'approved', subState: 'sent' }
const DAY_MS = 24 * 60 * 60 * 1000

let app: BureauApp
let clerk: Clerk
let child: Relative
beforeAll(async () => {
  app = await startBureau({ withWorkers: false })
  clerk = await app.signedIn('aygul')
  child = await makeRelative(app, 'selin')
})
afterAll(() => app?.close())
afterEach(() => app.store.requests.deleteMany({}))

const page = async (path: string) => (await clerk.get(path).expect(200)).text
/** The numbers on a page, in its order. */
const numbersOn = (html: string) =>
  [...html.matchAll(/pyk-number">(PYK-\d+-\d+)</g)].map(([, number]) => number!)
const rowOf = (html: string, number: string) =>
  html.split('<tr role="row">').find((row) => row.includes(`>${number}<`))!
const actionsIn = (row: string) =>
  [...row.matchAll(/data-action="(\w+)"/g)].map(([, action]) => action)
const href = (html: string, rel: string) =>
  new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&')

async function writeRows(
  count: number,
  over: (index: number) => Partial<RequestRecord>,
): Promise<string[]> {
  const numbers = []
  for (let index = 0; index < count; index++) {
    numbers.push((await writeRow(app, child, IN_REVIEW, over(index))).number)
  }
  return numbers
}

it('D1 D6 shows a request of every state on exactly the list where it waits, with the one thing to do next', async () => {
  const rows = await Promise.all(ALL_STATES.map((state) => writeRow(app, child, state)))
  const lists = await Promise.all(
    BUREAU_QUEUES.map(async (queue) => [queue, await page(`/queues/${queue}`)] as const),
  )
  for (const [index, state] of ALL_STATES.entries()) {
    const { number } = rows[index]!
    const shownOn = lists.filter(([, html]) => numbersOn(html).includes(number))
    const waitsAtBureau = (BUREAU_QUEUES as readonly string[]).includes(queueOf(state))
    expect(shownOn.map(([queue]) => queue)).toEqual(waitsAtBureau ? [queueOf(state)] : [])
    for (const [, html] of shownOn)
      expect(actionsIn(rowOf(html, number))).toEqual([allowedActions(state, 'clerk')[0]])
  }
})

it('shows the longest waiting first, page by page, each request once, also where many came at the same instant', async () => {
  const start = Date.now() - DAY_MS
  const numbers = await writeRows(2 * PAGE_SIZE + 3, (index) => ({
    // Three requests each share one instant.
    queuedAt: new Date(start + Math.floor(index / 3) * 1000),
    _id: `row-${String(index).padStart(3, '0')}`,
  }))
  const seen: string[] = []
  let next: string | undefined = '/queues/review'
  const sizes: number[] = []
  while (next !== undefined) {
    const html: string = await page(next)
    sizes.push(numbersOn(html).length)
    seen.push(...numbersOn(html))
    next = href(html, 'next')
  }
  expect(seen).toEqual(numbers)
  expect(sizes).toEqual([PAGE_SIZE, PAGE_SIZE, 3])
})

it('shows the position of a page, and links to the first one', async () => {
  await writeRows(PAGE_SIZE + 2, (index) => ({ queuedAt: new Date(Date.now() - DAY_MS + index) }))
  const second = await page(href(await page('/queues/review'), 'next')!)
  expect(second).toContain(`${PAGE_SIZE + 2} kayıttan ${PAGE_SIZE + 1}–${PAGE_SIZE + 2}`)
  expect(href(second, 'next')).toBeUndefined()
  expect(href(second, 'first')).toBe('/queues/review')
})

it('keeps the filters in the address, on every page, and removes each by itself', async () => {
  const wanted = { type: 'cancellationRequest', unitCode: '2034', reason: 'lostOrStolen' } as const
  await writeRows(3, () => ({ unitCode: '2034' }))
  await writeRows(2, () => ({ type: 'cancellationRequest', reason: 'lostOrStolen' }))
  const numbers = await writeRows(PAGE_SIZE + 1, (index) => ({
    ...wanted,
    queuedAt: new Date(Date.now() - DAY_MS + index),
  }))
  const first = await page('/queues/review?type=cancellationRequest&unit=2034')
  const second = await page(href(first, 'next')!)
  expect([...numbersOn(first), ...numbersOn(second)]).toEqual(numbers)
  const chips = [...second.matchAll(/class="pyk-chip" href="([^"]+)"/g)].map(
    ([, address]) => address,
  )
  expect(chips).toEqual(['/queues/review?unit=2034', '/queues/review?type=cancellationRequest'])
  expect(numbersOn(await page('/queues/review?unit=2034'))).toHaveLength(PAGE_SIZE)
})

it('ignores a part of the address that was edited by hand and makes no sense', async () => {
  const [number] = await writeRows(1, () => ({}))
  const html = await page('/queues/review?type=nonsense&unit=%24ne&after=yesterday&from=-3')
  expect(numbersOn(html)).toEqual([number])
  await clerk.get('/queues/archive').expect(404)
})

it('offers the units that have something waiting, in the order of the Turkish alphabet', async () => {
  const units = {
    10: 'Çankırı Valiliği',
    20: 'Şırnak Valiliği',
    30: 'Sivas Valiliği',
    40: 'Iğdır Valiliği',
  }
  for (const [unitCode, unitName] of Object.entries(units)) {
    const { _id, username, ...someone } = await app.store.accounts
      .findById(accountId('selin'))
      .orFail()
      .lean()
    const other = `${username}-${unitCode}`
    await app.store.accounts.create({
      ...someone,
      _id: `${_id}-${unitCode}`,
      username: other,
      personKey: other,
      unitCode,
      unitName,
    })
    if (unitCode !== '30') await writeRow(app, child, IN_REVIEW, { unitCode })
  }
  const html = await page('/queues/review')
  const offered = [...html.matchAll(/<option value="\d+">([^<]+)</g)].map(([, name]) => name)
  expect(offered).toEqual(['Çankırı Valiliği', 'Iğdır Valiliği', 'Şırnak Valiliği'])
})

it('counts each list in the bar, and stops counting at a thousand', async () => {
  await writeRows(3, () => ({}))
  const { _id: _unused, ...row } = await writeRow(app, child, SENT)
  await app.store.requests.insertMany(
    Array.from({ length: 1_000 }, (_, index) => ({
      ...row,
      _id: `many-${index}`,
      number: `PYK-2030-${100_000 + index}`,
    })),
  )
  const html = await page('/queues/review')
  const counts = [
    ...html.matchAll(
      /href="\/queues\/(\w+)"[^>]*>[^<]*(?:<span class="pyk-nav__count">.*?aria-hidden="true">([^<]*)<)?/g,
    ),
  ]
  expect(Object.fromEntries(counts.map(([, queue, count]) => [queue, count]))).toEqual({
    review: '3',
    cardArrival: undefined,
    print: undefined,
    dispatch: undefined,
    handover: '1.000+',
  })
})

it('shows the working days left, and marks what is overdue', async () => {
  const late = await writeRow(app, child, IN_REVIEW, { dueAt: new Date(Date.now() - 15 * DAY_MS) })
  const calm = await writeRow(app, child, IN_REVIEW, { dueAt: new Date(Date.now() + 30 * DAY_MS) })
  const html = await page('/queues/review')
  expect(rowOf(html, late.number)).toMatch(/pyk-pill--red">\d+ iş günü gecikti/)
  expect(rowOf(html, calm.number)).toMatch(/cell-detail">\d+ iş günü kaldı/)
})

it('S69 D3 marks a card whose cancellation is open on every list, with a link', async () => {
  const card = { type: 'cardRequest', status: 'approved' } as const
  const lists = { print: 'awaitingPrint', dispatch: 'printed', handover: 'sent' } as const
  for (const [queue, subState] of Object.entries(lists)) {
    const person = await makeRelative(app, 'selin')
    const cardId = `card-${queue}`
    const wanted = await writeRow(app, person, { ...card, subState }, { cardId })
    const other = await writeRow(app, child, { ...card, subState }, { cardId: `other-${queue}` })
    const state = {
      type: 'cancellationRequest',
      status: 'pending',
      subState: 'awaitingCard',
    } as const
    const cancellation = await writeRow(app, person, state, { cardId, open: true })
    await writeRow(app, child, state, { cardId: `other-${queue}` })

    const html = await page(`/queues/${queue}`)
    expect(rowOf(html, wanted.number)).toMatch(
      new RegExp(
        `pyk-pill--amber">İptal talebi var<[^]*href="/requests/${cancellation._id}"[^]*${cancellation.number}`,
      ),
    )
    expect(rowOf(html, other.number)).not.toContain('İptal talebi var')
  }
})

it('says in words when there is nothing to do', async () => {
  for (const queue of BUREAU_QUEUES)
    expect(await page(`/queues/${queue}`)).toContain('pyk-empty__heading')
  await writeRow(app, child, IN_REVIEW)
  expect(await page('/queues/review?unit=9999')).toContain('Bu filtrelerle kayıt yok')
})

it('D8 marks for a clerk the requests of their own family', async () => {
  const { number } = await writeRow(app, child, IN_REVIEW, {
    relatedStaffIds: [accountId('aygul')],
  })
  expect(rowOf(await page('/queues/review'), number)).toContain('Kendi yakınınız')
  const colleague = await app.signedIn('yigit')
  expect((await colleague.get('/queues/review')).text).not.toContain('Kendi yakınınız')
})
