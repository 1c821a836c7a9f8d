/** The clerks of the bureau, as their head sees and keeps them. */
import type { RequestRecord } from '../../../services/shared/store/request'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk, Username } from '../../support/bureauApp'
import { makeRelative, writeRow } from '../../support/bureauCases'
import { DAY_MS } from '../../support/durations'
import { linkTo } from '../../support/htmlForm'
import { IN_REVIEW, RETURNED } from '../../support/requestStates'

let app: BureauApp
let head: Clerk
beforeAll(async () => {
  app = await startBureau({ withWorkers: false })
  head = await app.signedIn('ilhan')
})
afterAll(() => app?.close())

const CLERKS = '/management/clerks'
const rowOf = (html: string, name: string) =>
  html
    .split('<tbody')[1]!
    .split('<tr role="row">')
    .find((row) => row.includes(name))
const pathOf = (username: Username, action: string) => `${CLERKS}/${accountId(username)}/${action}`
const rolesOf = async (username: Username) =>
  (await app.store.accounts.findById(accountId(username)).orFail().lean()).roles

it('S74 shows what each clerk has decided today and this week', async () => {
  const child = await makeRelative(app, 'selin')
  const decidedAt = async (by: Username, at: Date) =>
    writeRow(app, child, RETURNED, {
      decision: {
        decisionId: 'd',
        outcome: 'rejected',
        by: accountId(by),
        at,
        reasons: [],
        explanationId: null,
      },
    })
  await decidedAt('aygul', new Date())
  await decidedAt('aygul', new Date())
  await decidedAt('yigit', new Date(Date.now() - 8 * DAY_MS))
  const html = await head.page(CLERKS)
  const counts = (name: string) =>
    [...rowOf(html, name)!.matchAll(/pyk-table__value">(\d+)</g)].map(([, count]) => count)
  // In hand, today, this week.
  expect(counts(nameOf('aygul'))).toEqual(['0', '2', '2'])
  expect(counts(nameOf('yigit'))).toEqual(['0', '0', '0'])
  expect(rowOf(html, nameOf('selin'))).toBeUndefined()
})

it('S74 gives the role of clerk to a member of the own unit, and takes it again', async () => {
  const { registryNo } = await app.store.accounts.findById(accountId('selin')).orFail().lean()
  await head.post(CLERKS, { registryNo })
  expect(await rolesOf('selin')).toEqual(['staff', 'clerk'])
  const clerk = await app.signedIn('selin')
  await clerk.page('/queues/review')
  await head.pressOn(pathOf('selin', 'takeRole'), 'Memur yetkisini al')
  expect(await rolesOf('selin')).toEqual(['staff'])
  const refused = await clerk.get('/queues/review').expect(403)
  expect(refused.text).toContain('Bu sayfa için yetkiniz yok')
  expect(refused.text).not.toContain('href="/queues/')
  const acts = await app.store.auditEntries
    .find({ subject: accountId('selin'), event: { $in: ['roleGiven', 'roleTaken'] } })
    .sort({ at: 1 })
    .lean()
  expect(acts.map(({ event, actor }) => [event, actor])).toEqual([
    ['roleGiven', accountId('ilhan')],
    ['roleTaken', accountId('ilhan')],
  ])
})

it('S74 disables an account, whose sessions end, and enables it again', async () => {
  const clerk = await app.signedIn('yigit')
  await head.pressOn(pathOf('yigit', 'disable'), 'Hesabı kapat')
  expect((await clerk.get('/queues/review')).headers.location).toMatch(/^\/login/)
  expect(rowOf(await head.page(CLERKS), nameOf('yigit'))).toContain('Kapalı')
  await head.post(pathOf('yigit', 'enable'))
  // What was open stays ended.
  expect((await clerk.get('/queues/review')).headers.location).toMatch(/^\/login/)
  await app.signedIn('yigit')
})

it.each([
  ['the head', 'ilhan'],
  ['a clerk', 'aygul'],
] as const)('S74 does not make %s a clerk, and says why', async (_who, key) => {
  const { registryNo } = await app.store.accounts.findById(accountId(key)).orFail().lean()
  const before = await rolesOf(key)
  await head.post(CLERKS, { registryNo })
  expect(await head.page(CLERKS)).toContain('zaten memur ya da büro şefi')
  expect(await rolesOf(key)).toEqual(before)
})

it.each(['disable', 'takeRole', 'enable'])(
  'S74 lets nobody %s the own account, and knows no account of another unit',
  async (action) => {
    expect((await head.post(pathOf('ilhan', action))).status).toBe(409)
    await app.store.accounts.updateOne({ _id: accountId('aygul') }, { $set: { unitCode: '2006' } })
    expect((await head.post(pathOf('aygul', action))).status).toBe(404)
    await app.store.accounts.updateOne({ _id: accountId('aygul') }, { $set: { unitCode: '1010' } })
    expect(await rolesOf('ilhan')).toEqual(['head'])
  },
)

it.each([
  ['', 'Sicil numarasını rakamla yazın'],
  ['999999', 'bu sicil numarasıyla bir hesap yok'],
])('says what is wrong with the registry number “%s”', async (registryNo, words) => {
  expect((await head.post(CLERKS, { registryNo })).headers.location).toBe(CLERKS)
  expect(await head.page(CLERKS)).toContain(words)
})

describe('a request that a clerk works on', () => {
  const heldBy = async (username: Username, over: Partial<RequestRecord> = {}) => {
    const row = await writeRow(app, await makeRelative(app, 'selin'), IN_REVIEW, over)
    await app.store.leases.create({
      _id: row._id,
      holder: accountId(username),
      until: new Date(Date.now() + 600_000),
      pageId: null,
    })
    return row
  }
  const give = (requestId: string, to: Username, over: Record<string, string> = {}) =>
    head.post(`/management/leases/${requestId}`, {
      from: accountId('aygul'),
      to: accountId(to),
      ground: 'absent',
      words: '',
      ...over,
    })
  const holderOf = async (requestId: string) =>
    (await app.store.leases.findById(requestId).orFail().lean()).holder

  it('S74 counts as work in the clerk’s hands, all of which the head can hand over', async () => {
    await heldBy('yigit')
    await heldBy('yigit')
    const row = rowOf(await head.page(CLERKS), nameOf('yigit'))!
    expect(row).toMatch(/data-label="Elindeki talep">.*?2</s)
    const handOver = linkTo(row, `İşini devret: ${nameOf('yigit')}`)
    expect(await head.page(handOver!)).toContain('2 talep kime atansın?')
    await app.store.leases.deleteMany({ holder: accountId('yigit') })
  })

  it('S74 is shown with its clerk, and given to another one with a ground', async () => {
    const { _id, number } = await heldBy('aygul')
    const leases = (await head.page(CLERKS)).split('id="leases"')[1]!
    expect(leases).toContain(number)
    expect(leases).toContain(nameOf('aygul'))
    const form = await head.page(`/management/leases/${_id}`)
    expect(form).toContain(nameOf('yigit'))
    expect(form).toMatch(/<div id="held">\s*<\/div>/)
    expect((await give(_id, 'yigit')).headers.location).toBe(CLERKS)
    expect(await holderOf(_id)).toBe(accountId('yigit'))
    const acts = await app.store.auditEntries.find({ subject: _id }).lean()
    expect(acts).toMatchObject([
      {
        event: 'leaseReassigned',
        actor: accountId('ilhan'),
        from: accountId('aygul'),
        to: accountId('yigit'),
        ground: 'absent',
      },
    ])
  })

  it('D8 is given to nobody for a relative of their own', async () => {
    const { _id } = await heldBy('aygul', { relatedStaffIds: [accountId('yigit')] })
    const answer = await give(_id, 'yigit')
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('adlı memurun yakını için')
    expect(await holderOf(_id)).toBe(accountId('aygul'))
  })

  it('is not taken from a clerk who has just got it', async () => {
    const { _id } = await heldBy('yigit')
    expect((await give(_id, 'ilhan')).status).toBe(409)
    expect(await holderOf(_id)).toBe(accountId('yigit'))
  })

  it('needs a ground, words for another one, and a clerk of the bureau, and says each once', async () => {
    const { _id } = await heldBy('aygul')
    const page = `/management/leases/${_id}`
    const errors = async () => {
      const html = (await head.page(page)).replaceAll(/\s+/g, ' ')
      const [summary = ''] = /<ul class="govuk-list govuk-error-summary__list">.*?<\/ul>/.exec(
        html,
      )!
      const ofFields = [...html.matchAll(/Hata:<\/span> ([^<]+?) <\/p>/g)].map(([, said]) => said)
      expect([...summary.matchAll(/<a [^>]*>([^<]+)<\/a>/g)].map(([, said]) => said)).toEqual(
        ofFields,
      )
      return ofFields
    }
    expect((await give(_id, 'yigit', { ground: '' })).headers.location).toBe(page)
    expect(await errors()).toEqual(['Talebi neden verdiğinizi seçin'])
    expect((await give(_id, 'yigit', { ground: 'other' })).headers.location).toBe(page)
    expect(await errors()).toEqual(['“Diğer” sebebi için açıklama yazın'])
    expect((await give(_id, 'selin')).headers.location).toBe(page)
    expect(await head.page(page)).toContain('Talebi vereceğiniz memuru seçin')
    expect(await holderOf(_id)).toBe(accountId('aygul'))
  })
})
