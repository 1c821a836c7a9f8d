/** Finding requests by number, name, registry or identity number, or by a return slip. */
import { ALL_STATES } from '../../../workflows/domain/requestState'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { completeNameWords } from '../../../services/shared/store/nameWords'
import { createReturnSlips } from '../../../services/shared/print/returnSlips'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { makeRelative, writeRow } from '../../support/bureauCases'
import type { Relative } from '../../support/bureauCases'
import { impossibleInLog, makeImpossible } from '../../support/impossibleState'
import { AWAITING_CARD, IN_REVIEW, RETURNED } from '../../support/requestStates'
import { SLIP_KEY } from '../../support/webServer'
import { rowOf } from '../../support/workListHtml'

let app: BureauApp
let clerk: Clerk
let child: Relative
beforeAll(async () => {
  app = await startBureau({ withWorkers: false })
  clerk = await app.signedIn('aygul')
  child = await makeRelative(app, 'selin')
})
afterAll(() => app?.close())

const search = (sought: string) => clerk.post('/search', { sought })

it('opens the request of a number, however it was copied', async () => {
  const { _id, number } = await writeRow(app, child, ALL_STATES[0]!)
  const copies = [
    number,
    ` ${number.toLowerCase()} `,
    number.replaceAll('-', '\u2011'),
    number.replaceAll('-', ' – '),
    `\uFEFF${number}.`,
  ]
  for (const typed of copies) {
    expect((await search(typed)).headers.location).toBe(`/requests/${_id}`)
  }
  const entries = await app.store.auditEntries.find({ event: 'searched', subject: _id }).lean()
  expect(entries.map(({ actor }) => actor)).toEqual(copies.map(() => accountId('aygul')))
})

it('S43 says once that a request was rejected', async () => {
  const other = await makeRelative(app, 'selin')
  const returned = { type: 'cardRequest', status: 'rejected', subState: 'returned' } as const
  await writeRow(app, other, returned)
  await writeRow(app, other, IN_REVIEW)
  const { location } = (await search(`${other.name} ${other.surname}`)).headers
  const html = await clerk.page(location!)
  expect(html.match(/Reddedildi/g)).toHaveLength(1)
  expect(html).toContain('<span class="pyk-cell-detail">İnceleme sırasında</span>')
})

it('S41 takes a bare number as a request of this year', async () => {
  const year = istanbulDayOf(new Date().toISOString()).slice(0, 4)
  const { _id } = await writeRow(app, child, ALL_STATES[0]!, { number: `PYK-${year}-000777` })
  for (const typed of ['777', ' 000777 '])
    expect((await search(typed)).headers.location).toBe(`/requests/${_id}`)
})

it.each([
  ['', 'Talep numarası, ad soyad, sicil ya da kimlik numarası yazın'],
  ['\u200B .', 'Talep numarası, ad soyad, sicil ya da kimlik numarası yazın'],
  ['0', '0 ne bu yılın bir talep numarası ne de talebi olan bir sicil numarası'],
  ['PYK-2026', 'PYK-2026-000123 biçimindedir'],
  ['10000000146', 'Bu kimlik numarasıyla bir talep yok.'],
  ['10000000147', 'denetim rakamları tutmuyor'],
  ['100000001470', 'on bir rakamı gerekir'],
  ['ab', 'addan en az üç harf'],
  ['Zeynep Yokkişi', '“Zeynep Yokkişi” adına uyan bir talep yok'],
  ['PYK-2019-000001', 'PYK-2019-000001 numaralı talep bulunamadı'],
])(
  'D12 says what is wrong with “%s”, and puts nothing typed into an address',
  async (typed, fault) => {
    expect((await search(typed)).headers.location).toBe('/search')
    expect((await clerk.get('/search')).text).toContain(fault)
  },
)

describe('a list of results', () => {
  const numbersIn = (html: string) => [
    ...new Set(
      [...html.split('<table')[1]!.matchAll(/PYK-\d{4}-\d{6}/g)].map(([number]) => number),
    ),
  ]
  const resultsOf = async (sought: string) => {
    const { location } = (await search(sought)).headers
    expect(location).toMatch(/^\/search\/[0-9a-f-]{36}$/)
    return clerk.page(location!)
  }

  it.each([
    ['the relative’s name', 'Işıl'],
    ['the same in plain letters', 'isil'],
    ['the same in capitals', 'ISIL YILDIRIM'],
    ['its beginning', 'yıld ışı'],
  ])('S74 finds by %s: “%s”', async (_what, sought) => {
    const { number } = await writeRow(app, child, ALL_STATES[0]!)
    expect(numbersIn(await resultsOf(sought))).toContain(number)
  })

  it('S74 finds by the applicant’s name and by their registry number', async () => {
    const { number } = await writeRow(app, child, ALL_STATES[0]!)
    const { name, registryNo } = await app.store.accounts
      .findById(accountId('selin'))
      .orFail()
      .lean()
    expect(numbersIn(await resultsOf(name))).toContain(number)
    expect(numbersIn(await resultsOf(registryNo))).toContain(number)
  })

  it('D12 finds by identity number, audits whose, and keeps the number nowhere', async () => {
    const other = await makeRelative(app, 'selin')
    const { number } = await writeRow(app, other, ALL_STATES[0]!)
    expect(numbersIn(await resultsOf(other.identityNumber))).toEqual([number])
    const audited = { event: 'searched', subject: other._id, outcome: 'done' } as const
    expect(await app.store.auditEntries.countDocuments(audited)).toBe(1)
    await search('10000000146')
    for (const collection of await app.store.connection.db!.collections()) {
      const documents = JSON.stringify(await collection.find().toArray())
      expect(documents).not.toContain(other.identityNumber)
      expect(documents).not.toContain('10000000146')
    }
  })

  it('shows at most fifty, the newest first, and says that there are more', async () => {
    const popular = await makeRelative(app, 'selin')
    const from = Date.now()
    const rows = await Promise.all(
      Array.from({ length: 51 }, (_, index) =>
        writeRow(app, popular, ALL_STATES[0]!, { filedAt: new Date(from + index * 1_000) }),
      ),
    )
    const html = await resultsOf(popular.surname)
    const shown = rows.slice(1).reverse()
    expect(numbersIn(html)).toEqual(shown.map(({ number }) => number))
    expect(html).toContain('en yeni 50 tanesi gösteriliyor')
  })

  it('shows a request whose state is impossible as unreadable, logs it, and keeps the others usable', async () => {
    const found = await makeRelative(app, 'selin')
    const changed = await writeRow(app, found, RETURNED)
    const other = await writeRow(app, found, IN_REVIEW)
    await makeImpossible(app.store, changed._id)
    const html = await resultsOf(found.surname)
    expect(numbersIn(html).sort()).toEqual([changed.number, other.number].sort())
    expect(rowOf(html, changed.number)).toMatch(/Okunamıyor[^]*sistem yöneticisine bildirin/)
    expect(rowOf(html, changed.number).split('</tr>')[0]).not.toContain('<a ')
    expect(rowOf(html, other.number)).toContain('>Karar ver<')
    expect(app.logged()).toMatch(impossibleInLog(changed._id))

    const { location } = (await search(changed.number)).headers
    const page = await clerk.get(location!).expect(409)
    expect(page.text).toContain('Bu talebin durumu okunamıyor')
  })

  it('finds a request whose state is impossible although it is the only one', async () => {
    const found = await makeRelative(app, 'selin')
    const { _id, number } = await writeRow(app, found, IN_REVIEW)
    await makeImpossible(app.store, _id)
    expect(numbersIn(await resultsOf(found.identityNumber))).toEqual([number])
  })

  it('opens for the clerk who searched, and for nobody else', async () => {
    await writeRow(app, child, ALL_STATES[0]!)
    const { location } = (await search('isil')).headers
    const colleague = await app.signedIn('ilhan')
    expect((await colleague.get(location!)).headers.location).toBe('/search')
    expect(await colleague.page('/search')).toContain('Bu aramanın süresi doldu')
  })

  it('finds records from before names were searched for', async () => {
    const old = await makeRelative(app, 'selin')
    const { number } = await writeRow(app, old, ALL_STATES[0]!)
    await app.store.people.collection.updateOne(
      { _id: old._id as never },
      { $unset: { nameWords: '' } },
    )
    await completeNameWords(app.store)
    expect(numbersIn(await resultsOf(old.surname))).toEqual([number])
  })
})

describe('a return slip', () => {
  const slips = createReturnSlips(SLIP_KEY)

  it('S68 S75 scanned into the search leads to the arrival of its card', async () => {
    const { _id, number } = await writeRow(app, child, AWAITING_CARD)
    const answer = await search(slips.codeOf(number))
    expect(answer.headers.location).toBe(`/requests/${_id}/card-arrival`)
    expect((await clerk.get(answer.headers.location!)).text).toContain(
      `Dönüş fişi ${number} numaralı talebe ait.`,
    )
  })

  it('S75 of a request that awaits no card leads to the request', async () => {
    const { _id, number } = await writeRow(app, child, ALL_STATES[0]!)
    expect((await search(slips.codeOf(number))).headers.location).toBe(`/requests/${_id}`)
  })

  it('S75 with a wrong check value is refused in plain words', async () => {
    const { number } = await writeRow(app, child, AWAITING_CARD)
    const other = slips.codeOf('PYK-2026-999999').slice(-10)
    expect((await search(`${number.replaceAll('-', '')}${other}`)).headers.location).toBe('/search')
    expect((await clerk.get('/search')).text).toContain(
      `Dönüş fişindeki denetim değeri ${number} numaralı talebe ait değil`,
    )
  })

  it('S75 can be scanned on the list of awaited cards', async () => {
    const { _id, number } = await writeRow(app, child, AWAITING_CARD)
    const answer = await clerk.pressOn('/queues/cardArrival', 'Talebi bul', {
      sought: slips.codeOf(number),
    })
    expect(answer.headers.location).toBe(`/requests/${_id}/card-arrival`)
  })
})
