/** Finding a request by its number, and what its page shows in every state. */
import { ALL_STATES } from '../../../workflows/domain/requestState'
import { allowedActions } from '../../../workflows/domain/allowedActions'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { BUREAU_QUEUES } from '../../../services/bureau/operations/workList'
import texts from '../../../services/shared/locales/tr.json'
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

it('S41 completes a count alone to a request of this year', async () => {
  const year = istanbulDayOf(new Date().toISOString()).slice(0, 4)
  const { _id } = await writeRow(app, child, ALL_STATES[0]!, { number: `PYK-${year}-000777` })
  for (const typed of ['777', ' 000777 '])
    expect((await search(typed)).headers.location).toBe(`/requests/${_id}`)
})

it('S43 D1 shows one pill with the exact word, the sub-state next to it where that says more, and marks the list where a request waits', async () => {
  for (const state of ALL_STATES) {
    const { _id, queue } = await writeRow(app, child, state)
    const html = (await clerk.get(`/requests/${_id}`).expect(200)).text
    const { status, subState } = texts as Record<'status' | 'subState', Record<string, string>>
    const heading = html.slice(0, html.indexOf('pyk-columns'))
    const textsIn = (pattern: RegExp) => [...heading.matchAll(pattern)].map(([, text]) => text)
    expect(textsIn(/pyk-pill--\w+">([^<]+)</g)).toEqual([status[state.status]])
    expect(textsIn(/data-part="sub-state">([^<]+)</g)).toEqual(
      subState[state.subState] === status[state.status] ? [] : [subState[state.subState]],
    )
    const marked = [...html.matchAll(/href="([^"]+)" aria-current="true"/g)].map(
      ([, address]) => address,
    )
    const isOnList = (BUREAU_QUEUES as readonly string[]).includes(queue)
    expect(marked.filter((address) => !address!.startsWith('/language'))).toEqual(
      isOnList ? [`/queues/${queue}`] : [],
    )
  }
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

it('shows a request of every state, with what may be done and nothing else', async () => {
  for (const state of ALL_STATES) {
    const { _id } = await writeRow(app, child, state)
    const html = (await clerk.get(`/requests/${_id}`).expect(200)).text
    const [action] = allowedActions(state, 'clerk')
    const offered = [...html.matchAll(/data-action="(\w+)"/g)].map(([, offer]) => offer)
    expect(offered).toEqual(action === 'follow' ? [] : [action])
    expect(html).not.toContain('name="outcome"')
  }
})

it('S42 S43 gives every page its own title; those of a request begin with the name of its person', async () => {
  const { _id, number } = await writeRow(app, child, ALL_STATES[1]!)
  const titles = await Promise.all(
    [
      `/requests/${_id}`,
      `/requests/${_id}/review`,
      '/search',
      '/queues/review',
      '/queues/print',
    ].map(async (path) => {
      const { text } = await clerk.get(path).expect(200)
      return /<title>([^<]+)<\/title>/.exec(text)![1]!
    }),
  )
  expect(new Set(titles).size).toBe(titles.length)
  const name = `${child.name} ${child.surname} · `
  expect(titles.map((title) => title.startsWith(name))).toEqual([true, true, false, false, false])
  expect(titles[0]).toContain(number)
})
