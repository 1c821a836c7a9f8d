/**
 * The work lists: every request on the one list where it waits, most urgent first, filtered by the
 * address, page by page.
 */
import { allowedActions, queueOf } from '../../../workflows/domain/allowedActions'
import { ALL_STATES } from '../../../workflows/domain/requestState'
import type { RequestState } from '../../../workflows/domain/requestState'
import { BUREAU_QUEUES, PAGE_SIZE } from '../../../services/bureau/operations/workList'
import type { RequestRecord } from '../../../services/shared/store/request'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { makeRelative, writeReviews, writeRow } from '../../support/bureauCases'
import type { Relative } from '../../support/bureauCases'
import { DAY_MS } from '../../support/durations'
import { linkTo } from '../../support/htmlForm'
import { impossibleInLog, makeImpossible } from '../../support/impossibleState'
import { AWAITING_CARD, AWAITING_PRINT, IN_REVIEW, WITH_HEAD } from '../../support/requestStates'
import { hrefOf, numbersOn, rowOf } from '../../support/workListHtml'

const SENT: RequestState = { type: 'cardRequest', status: 'approved', subState: 'sent' }

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
const actionsIn = (row: string) =>
  [...row.matchAll(/data-action="(\w+)"/g)].map(([, action]) => action)
const writeRows = (count: number, over: (index: number) => Partial<RequestRecord>) =>
  writeReviews(app, child, count, over)

it('shows a row whose record is impossible as unreadable, logs it, and keeps the others usable', async () => {
  const [changed, other] = await writeRows(2, () => ({ open: false }))
  const { _id } = await app.store.requests.findOne({ number: changed! }, { _id: 1 }).orFail().lean()
  await makeImpossible(app.store, _id)
  const html = await page('/queues/review')
  expect(numbersOn(html).sort()).toEqual([changed, other].sort())
  expect(rowOf(html, changed!)).toMatch(/Okunamıyor[^]*sistem yöneticisine bildirin/)
  expect(rowOf(html, changed!).split('</tr>')[0]).not.toContain('<a ')
  expect(actionsIn(rowOf(html, other!))).toEqual(['decide'])
  expect(app.logged()).toMatch(impossibleInLog(_id))
})

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

it('D1 marks a step of production that takes longer than its service time with a word', async () => {
  const ago = (days: number) => ({ queuedAt: new Date(Date.now() - days * DAY_MS) })
  const late = await writeRow(app, child, AWAITING_PRINT, ago(30))
  const fresh = await writeRow(app, child, AWAITING_PRINT, ago(0))
  const html = await page('/queues/print')
  expect(rowOf(html, late.number)).toMatch(/data-part="aim"[^]*iş günü gecikti/)
  expect(rowOf(html, fresh.number)).toMatch(/data-part="aim">Son gün: \d{2}\.\d{2}\.\d{4}</)
})

/** Reads a list from its first page to its last, and back. */
async function walk(path: string): Promise<{ there: string[]; back: string[]; sizes: number[] }> {
  const there: string[] = []
  const sizes: number[] = []
  let last = path
  for (let next: string | undefined = path; next !== undefined;) {
    const html: string = await page(next)
    there.push(...numbersOn(html))
    sizes.push(numbersOn(html).length)
    last = next
    next = hrefOf(html, 'next')
  }
  const back: string[] = []
  for (let previous: string | undefined = last; previous !== undefined;) {
    const html: string = await page(previous)
    back.unshift(...numbersOn(html))
    previous = hrefOf(html, 'prev')
  }
  return { there, back, sizes }
}

describe.each([
  ['the fewest working days left', 'review', 'dueAt'],
  ['the longest waiting', 'print', 'queuedAt'],
] as const)('begins with %s', (_, queue, field) => {
  const state = queue === 'review' ? IN_REVIEW : AWAITING_PRINT
  // Against the order of their arrival, three at the same instant, and one of an earlier version
  // that has no due day.
  const write = async () => {
    const rows = []
    for (let index = 0; index < 2 * PAGE_SIZE + 3; index++)
      rows.push(
        await writeRow(app, child, state, {
          queuedAt: new Date(Date.now() - DAY_MS - index),
          _id: `row-${String(index).padStart(3, '0')}`,
          ...(index > 0 || queue === 'print'
            ? { [field]: new Date(Date.now() - DAY_MS + Math.floor(index / 3) * 1000) }
            : { dueAt: null }),
        }),
      )
    const at = (row: RequestRecord) => [row.dueAt?.getTime() ?? 0, row.queuedAt.getTime()] as const
    return rows
      .toSorted(
        (one, other) =>
          at(one)[0] - at(other)[0] || at(one)[1] - at(other)[1] || (one._id < other._id ? -1 : 1),
      )
      .map(({ number }) => number)
  }

  it('page by page, each request once, both ways, also where many have the same place', async () => {
    const numbers = await write()
    const { there, back, sizes } = await walk(`/queues/${queue}`)
    expect(there).toEqual(numbers)
    expect(back).toEqual(numbers)
    expect(sizes).toEqual([PAGE_SIZE, PAGE_SIZE, 3])
  })

  it('or, if the address says so, with the opposite', async () => {
    const numbers = (await write()).reverse()
    const { there, back } = await walk(`/queues/${queue}?order=last`)
    expect(there).toEqual(numbers)
    expect(back).toEqual(numbers)
  })
})

it('says above the review queue in which order it is', async () => {
  await writeRows(1, () => ({}))
  expect(await page('/queues/review')).toContain('iptal talepleri; son günü en yakın olan önce.')
  expect(await page('/queues/review?order=last')).toContain(
    'iptal talepleri; son günü en uzak olan önce.',
  )
})

it('shows the position of a page, and links to the pages before and after it, and to the first one', async () => {
  await writeRows(PAGE_SIZE + 2, (index) => ({ queuedAt: new Date(Date.now() - DAY_MS + index) }))
  const first = await page('/queues/review')
  expect(hrefOf(first, 'prev')).toBeUndefined()
  const second = await page(hrefOf(first, 'next')!)
  expect(second).toContain(`${PAGE_SIZE + 2} kayıttan ${PAGE_SIZE + 1}–${PAGE_SIZE + 2}`)
  expect(hrefOf(second, 'next')).toBeUndefined()
  expect(hrefOf(second, 'first')).toBe('/queues/review')
  const again = await page(hrefOf(second, 'prev')!)
  expect(again).toContain(`${PAGE_SIZE + 2} kayıttan 1–${PAGE_SIZE}`)
  expect(hrefOf(again, 'prev')).toBeUndefined()
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
  const second = await page(hrefOf(first, 'next')!)
  expect([...numbersOn(first), ...numbersOn(second)]).toEqual(numbers)
  const chips = [...second.matchAll(/class="pyk-chip" href="([^"]+)"/g)].map(
    ([, address]) => address,
  )
  expect(chips).toEqual(['/queues/review?unit=2034', '/queues/review?type=cancellationRequest'])
  expect(numbersOn(await page('/queues/review?unit=2034'))).toHaveLength(PAGE_SIZE)
})

it('filters reviews by reason and by due day', async () => {
  const at = (days: number) => ({ dueAt: new Date(Date.now() + days * DAY_MS) })
  const cancellation = { type: 'cancellationRequest' } as const
  const [late] = await writeRows(1, () => ({ ...at(-8), ...cancellation, reason: 'divorce' }))
  const [today] = await writeRows(1, () => ({ ...at(0), ...cancellation, reason: 'damaged' }))
  await writeRows(1, () => at(30))
  expect(numbersOn(await page('/queues/review?due=overdue'))).toEqual([late])
  expect(numbersOn(await page('/queues/review?due=today'))).toEqual([today])
  expect(numbersOn(await page('/queues/review?due=thisWeek'))).toEqual([today])
  expect(numbersOn(await page('/queues/review?reason=damaged'))).toEqual([today])
  const both = '/queues/review?type=cancellationRequest&reason=divorce&due=overdue'
  expect(numbersOn(await page(both))).toEqual([late])
})

it('S66 offers no lost card as a reason where cards are awaited', async () => {
  expect(await page('/queues/review')).toContain('<option value="lostOrStolen"')
  const awaited = await page('/queues/cardArrival')
  expect(awaited).toContain('<option value="damaged"')
  expect(awaited).not.toContain('<option value="lostOrStolen"')
})

it('filters by who holds a request at the moment', async () => {
  const [mine, others, ended, free] = await Promise.all(
    Array.from({ length: 4 }, () => writeRow(app, child, IN_REVIEW)),
  )
  const withHead = await writeRow(app, child, WITH_HEAD)
  const lease = (one: RequestRecord | undefined, username: 'aygul' | 'yigit', ms: number) => ({
    ...{ _id: one!._id, holder: accountId(username), until: new Date(Date.now() + ms) },
  })
  await app.store.leases.create([
    lease(mine, 'aygul', DAY_MS),
    lease(others, 'yigit', DAY_MS),
    lease(ended, 'yigit', -1),
  ])
  const shown = async (query: string) => new Set(numbersOn(await page(`/queues/review${query}`)))
  expect(await shown('?holder=mine')).toEqual(new Set([mine!.number]))
  expect(await shown('?holder=unclaimed')).toEqual(new Set([ended!.number, free!.number]))
  expect(await shown('?holder=head')).toEqual(new Set([withHead.number]))
  const html = await page('/queues/review')
  expect(rowOf(html, mine!.number)).toMatch(/Size atandı, [\d. :]+’[a-zığüşöç]+ kadar/)
  expect(rowOf(html, others!.number)).toContain('Yiğit Koç’ta')
  expect(rowOf(html, ended!.number)).toContain('data-part="lease" hidden')
  await app.store.leases.deleteMany({})
})

it('each list ignores the filters that it does not have', async () => {
  const { number } = await writeRow(app, child, AWAITING_PRINT)
  const html = await page('/queues/print?type=cancellationRequest&reason=death&due=overdue')
  expect(numbersOn(html)).toEqual([number])
  expect(html).not.toContain('pyk-chip"')
})

it('keeps filters with a name for the clerk alone, who uses and deletes them', async () => {
  const list = '/queues/review?type=cardRequest&holder=unclaimed'
  const save = async (filterName: string) =>
    clerk.press(await page(list), 'Filtreyi kaydet', { filterName })
  const nameless = await save('  ')
  expect(nameless.headers.location).toBe(list)
  const again = await page(list)
  expect(again).toContain('Filtreye bir ad verin')
  expect(again).toMatch(/<option value="cardRequest" selected/)

  expect((await save('Alınmamış kartlar')).headers.location).toBe(list)
  expect(await page(list)).toContain('“Alınmamış kartlar” filtresi kaydedildi')
  const elsewhere = await page('/queues/review')
  expect(linkTo(elsewhere, 'Alınmamış kartlar')).toBe(list)
  expect(elsewhere).not.toContain('Filtreyi kaydet')
  const other = '/queues/review?due=overdue'
  await clerk.press(await page(other), 'Filtreyi kaydet', { filterName: 'Alınmamış kartlar' })
  expect(await page(other)).toContain('adlı bir filtreniz var')
  const colleague = await app.signedIn('yigit')
  expect(await colleague.page('/queues/review')).not.toContain('Alınmamış kartlar')

  // No page offers it, but a page may be out of date.
  await clerk.post('/queues/print/filters', { filterName: 'Hepsi' })
  expect(linkTo(await page('/queues/print?order=last'), 'Hepsi')).toBe('/queues/print')

  const [saved] = await app.store.savedFilters.find({ queue: 'review' }).lean()
  const removal = `/queues/review/filters/${saved!._id}/removal`
  await colleague.post(removal)
  expect(await app.store.savedFilters.countDocuments({ queue: 'review' })).toBe(1)
  expect((await clerk.post(removal)).headers.location).toBe('/queues/review')
  expect(await page('/queues/review')).not.toContain('Alınmamış kartlar')
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
  const bar = html.slice(0, html.indexOf('<main'))
  const counts = [
    ...bar.matchAll(
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
    const cancellation = await writeRow(app, person, AWAITING_CARD, { cardId, open: true })
    await writeRow(app, child, AWAITING_CARD, { cardId: `other-${queue}` })

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
