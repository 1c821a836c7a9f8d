/** Finding a request by its number. */
import { ALL_STATES } from '../../../workflows/domain/requestState'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { makeRelative, writeRow } from '../../support/bureauCases'
import type { Relative } from '../../support/bureauCases'

let app: BureauApp
let clerk: Clerk
let child: Relative
beforeAll(async () => {
  app = await startBureau({ withWorkers: false })
  clerk = await app.signedIn('aygul')
  child = await makeRelative(app, 'selin')
})
afterAll(() => app?.close())

const search = (number: string) => clerk.post('/search', { number })

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

it('S41 takes a bare number as a request of this year', async () => {
  const year = istanbulDayOf(new Date().toISOString()).slice(0, 4)
  const { _id } = await writeRow(app, child, ALL_STATES[0]!, { number: `PYK-${year}-000777` })
  for (const typed of ['777', ' 000777 '])
    expect((await search(typed)).headers.location).toBe(`/requests/${_id}`)
})

it.each([
  ['', 'Talep numarasını girin'],
  ['\u200B .', 'Talep numarasını girin'],
  ['0', 'PYK-2026-000123 biçimindedir'],
  ['PYK-2026', 'PYK-2026-000123 biçimindedir'],
  ['10000000146', 'PYK-2026-000123 biçimindedir'],
  ['PYK-2019-000001', 'PYK-2019-000001 numaralı talep bulunamadı'],
])(
  'D12 says what is wrong with “%s”, and puts nothing typed into an address',
  async (typed, fault) => {
    expect((await search(typed)).headers.location).toBe('/search')
    expect((await clerk.get('/search')).text).toContain(fault)
  },
)
