/** The audit trail as the head reads it. */
import { randomUUID } from 'node:crypto'
import { ALL_STATES } from '../../../workflows/domain/requestState'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { makeRelative, writeRow } from '../../support/bureauCases'
import type { Relative } from '../../support/bureauCases'

let app: BureauApp
let head: Clerk
let child: Relative
beforeAll(async () => {
  app = await startBureau({ withWorkers: false })
  head = await app.signedIn('ilhan')
  child = await makeRelative(app, 'selin')
})
afterAll(() => app?.close())

const TRAIL = '/management/audit'
const rowsOf = (html: string) => (html.split('<tbody')[1] ?? '').split('<tr role="row">').slice(1)
const hrefOf = (html: string, rel: string) =>
  new RegExp(`rel="${rel}" href="([^"]+)"`).exec(html)?.[1]?.replaceAll('&amp;', '&')
const filtered = async (fields: Record<string, string>) =>
  (await head.post(TRAIL, { who: '', whose: '', event: '', outcome: '', ...fields })).headers
    .location!

async function writeLines(
  count: number,
  over: { subject: string; actor?: string; event?: string },
) {
  for (let index = 0; index < count; index++) {
    await app.store.audit.append({
      event: 'requestOpened',
      actor: accountId('aygul'),
      at: new Date(Date.UTC(2025, 2, 1, 12, Math.floor(index / 2))),
      outcome: 'done',
      ...over,
    })
  }
}

it('S74 shows who did what about whom and when, to the head alone', async () => {
  const { _id, number } = await writeRow(app, child, ALL_STATES[0]!)
  const clerk = await app.signedIn('aygul')
  await clerk.page(`/requests/${_id}`)
  const rows = rowsOf(await head.page(`${TRAIL}?whose=${_id}`))
  expect(rows).toHaveLength(1)
  expect(rows[0]).toContain(nameOf('aygul'))
  expect(rows[0]).toContain('Talebe baktı')
  expect(rows[0]).toContain(`href="/requests/${_id}">${number}`)
  expect(rows[0]).toContain('Yapıldı')
  expect(rows[0]).not.toContain('Zincir')
  await clerk.get(TRAIL).expect(403)
})

it('S74 D12 shows by the number of a request who opened its review, and not that of another request', async () => {
  const inReview = ALL_STATES.find(({ subState }) => subState === 'inReview')!
  const one = await writeRow(app, child, inReview, { open: false })
  const other = await writeRow(app, child, inReview, { open: false })
  const clerk = await app.signedIn('yigit')
  await clerk.page(`/requests/${one._id}/review`)
  await clerk.post(`/requests/${one._id}/identity-number`)
  const rows = rowsOf(await head.page(await filtered({ whose: one.number })))
  expect(rows).toHaveLength(2)
  expect(rows[0]).toContain('T.C. kimlik numarasının tamamını gördü')
  expect(rows[1]).toContain('Kişinin inceleme dosyasını açtı')
  for (const row of rows) {
    expect(row).toContain(nameOf('yigit'))
    expect(row).toContain(
      `href="/requests/${one._id}">${child.name} ${child.surname} · ${one.number}`,
    )
    expect(row).not.toContain('Zincir')
  }
  expect(rowsOf(await head.page(await filtered({ whose: other.number })))).toEqual([])
  expect(rowsOf(await head.page(`${TRAIL}?whose=${child._id}`)).length).toBeGreaterThanOrEqual(2)
})

it('S74 names the day of a change of leave, and the reason whose sentence was changed', async () => {
  await writeLines(1, { subject: '2026-12-31', actor: accountId('ilhan'), event: 'leaveChanged' })
  await writeLines(1, { subject: 'photoBackground', event: 'sentenceChanged' })
  const [day] = rowsOf(await head.page(`${TRAIL}?whose=2026-12-31&to=2025-12-31`))
  expect(day).toContain('31.12.2026')
  const [reason] = rowsOf(await head.page(`${TRAIL}?whose=photoBackground&to=2025-12-31`))
  expect(reason).toContain('href="/management/reasons/photoBackground">Fotoğrafın arka planı')
})

it.each([
  ['cardRequest', 'kart talebi taslağı'],
  ['cancellationRequest', 'kart iptal talebi taslağı'],
] as const)('S74 names the person of a draft: %s', async (type, words) => {
  const _id = randomUUID()
  const answerless = { documents: [], reason: null, reasonDetail: null, requestNumber: null }
  const owner = { ownerId: accountId('selin'), personId: child._id }
  await app.store.drafts.create({ _id, type, ...owner, ...answerless, updatedAt: new Date() })
  await writeLines(1, { subject: _id, actor: accountId('selin'), event: 'draftSaved' })
  const html = await head.page(`${TRAIL}?whose=${_id}&to=2025-12-31`)
  const named = `${child.name} ${child.surname} için ${words}`
  expect(rowsOf(html)[0]).toContain(named)
  expect(html).toContain(`Kimin hakkında: ${named}`)
})

it.each([
  ['productionReverted', 'faulty', 'Kart kusurlu'],
  ['cardArrivalReverted', 'wrongLetter', 'Yazının'],
  ['leaseTakenOver', 'absent', 'İş arkadaşım yerinde yok'],
])('S74 shows the ground of a line: %s', async (event, ground, words) => {
  const subject = randomUUID()
  const line = { event, actor: accountId('aygul'), subject, ground, outcome: 'done' } as const
  await app.store.audit.append({ ...line, at: new Date() })
  expect(rowsOf(await head.page(`${TRAIL}?whose=${subject}`))[0]).toContain(words)
})

it('S74 records who has read whose trail, and shows that as well', async () => {
  const { _id } = await writeRow(app, child, ALL_STATES[0]!)
  await head.page(`${TRAIL}?whose=${_id}`)
  const [row, ...more] = rowsOf(await head.page(`${TRAIL}?whose=${_id}`))
  expect(more).toEqual([])
  expect(row).toContain(nameOf('ilhan'))
  expect(row).toContain('Denetim izine baktı')
})

it('D12 finds a request, an account and a relative by what was typed, and puts nothing of it into the address', async () => {
  const { _id, number } = await writeRow(app, child, ALL_STATES[0]!)
  expect(await filtered({ whose: number })).toBe(`${TRAIL}?whose=${_id}`)
  expect(await filtered({ who: 'aygul' })).toBe(`${TRAIL}?who=${accountId('aygul')}`)
  expect(await filtered({ who: '184502' })).toBe(`${TRAIL}?who=${accountId('yigit')}`)
  expect(await filtered({ who: 'yigit koc' })).toBe(`${TRAIL}?who=${accountId('yigit')}`)
  expect(await filtered({ whose: 'Işıl Yıldırım' })).toBe(`${TRAIL}?whose=${child._id}`)
  expect(
    await filtered({
      event: 'decisionGiven',
      outcome: 'refused',
      'from-day': '1',
      'from-month': '3',
      'from-year': '2025',
    }),
  ).toBe(`${TRAIL}?event=decisionGiven&outcome=refused&from=2025-03-01`)
})

it('S74 adds a filter to those that are shown, and keeps them when a field is refused', async () => {
  const { _id } = await writeRow(app, child, ALL_STATES[0]!)
  const shown = `${TRAIL}?whose=${_id}&from=2025-03-01`
  const html = await head.page(shown)
  expect(html).toContain(`action="${shown.replace('&', '&amp;')}"`)
  for (const [part, value] of Object.entries({ day: '01', month: '03', year: '2025' }))
    expect(html).toMatch(new RegExp(`name="from-${part}"[^>]* value="${value}"`))
  const fields = { 'from-day': '01', 'from-month': '03', 'from-year': '2025', outcome: '' }
  const sent = { ...fields, whose: '', event: 'requestOpened', who: 'aygul' }
  expect((await head.post(shown, sent)).headers.location).toBe(
    `${TRAIL}?who=${accountId('aygul')}&whose=${_id}&event=requestOpened&from=2025-03-01`,
  )
  const refused = await head.post(shown, { ...fields, who: 'hiç kimse', whose: '', event: '' })
  expect(refused.headers.location).toBe(shown)
})

it.each([
  ['who', 'hiç kimse', 'uyan bir hesap yok'],
  ['whose', 'PYK-2019-000001', 'Buna uyan bir talep'],
  ['whose', '10000000146', 'Buna uyan bir talep'],
])('says that nobody fits what was typed for “%s”: %s', async (field, typed, words) => {
  expect(await filtered({ [field]: typed })).toBe(TRAIL)
  expect(await head.page(TRAIL)).toContain(words)
})

it('S74 leads through all lines of a filter once, newest first, also those of one instant', async () => {
  await writeLines(120, { subject: 'many' })
  const seen: string[] = []
  let pages = 0
  for (let path: string | undefined = `${TRAIL}?whose=many&to=2025-12-31`; path !== undefined;) {
    const html = await head.page(path)
    pages += 1
    seen.push(...[...html.matchAll(/<time datetime="([^"]+)"/g)].map(([, at]) => at!))
    path = hrefOf(html, 'next')
  }
  expect(pages).toBe(3)
  expect(seen).toHaveLength(120)
  expect(seen).toEqual([...seen].sort().reverse())
})

it('S74 shows a line that somebody has changed in the database', async () => {
  await writeLines(3, { subject: 'changed' })
  const entries = app.store.connection.collection('auditEntries')
  await entries.updateOne({ subject: 'changed', seq: 2 }, { $set: { actor: accountId('yigit') } })
  const html = await head.page(`${TRAIL}?whose=changed&to=2025-12-31`)
  expect(rowsOf(html).map((row) => row.includes('Zincir bozuk'))).toEqual([false, true, false])
  expect(html).toContain('Bu sayfadaki bir kayıt değiştirilmiş')
})

it.each([{}, { actor: 'a' }, { $or: [{ subject: 'a' }, { request: 'a' }] }, { event: 'a' }])(
  'reads an index in its order for the filter %j, and sorts nothing',
  async (filter) => {
    const entries = app.store.connection.collection('auditEntries')
    const plan = await entries.find(filter).sort({ at: -1, _id: -1 }).limit(51).explain()
    expect(JSON.stringify(plan)).toContain('"IXSCAN"')
    expect(JSON.stringify(plan)).not.toContain('"stage":"SORT"')
  },
)
