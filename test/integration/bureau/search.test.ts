/** Finding a request by its number, or by its return slip. */
import { ALL_STATES } from '../../../workflows/domain/requestState'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { createReturnSlips } from '../../../services/shared/print/returnSlips'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { makeRelative, writeRow } from '../../support/bureauCases'
import type { Relative } from '../../support/bureauCases'
import { SLIP_KEY } from '../../support/webServer'

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

describe('a return slip', () => {
  const slips = createReturnSlips(SLIP_KEY)
  const awaiting = {
    type: 'cancellationRequest',
    status: 'pending',
    subState: 'awaitingCard',
  } as const

  it('S68 S75 scanned into the search leads to the arrival of its card', async () => {
    const { _id, number } = await writeRow(app, child, awaiting)
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
    const { number } = await writeRow(app, child, awaiting)
    const other = slips.codeOf('PYK-2026-999999').slice(-10)
    expect((await search(`${number.replaceAll('-', '')}${other}`)).headers.location).toBe('/search')
    expect((await clerk.get('/search')).text).toContain(
      `Dönüş fişindeki denetim değeri ${number} numaralı talebe ait değil`,
    )
  })

  it('S75 can be scanned on the list of awaited cards', async () => {
    const { _id, number } = await writeRow(app, child, awaiting)
    const answer = await clerk.pressOn('/queues/cardArrival', 'Talebi bul', {
      number: slips.codeOf(number),
    })
    expect(answer.headers.location).toBe(`/requests/${_id}/card-arrival`)
  })
})
