/** "Yanlış kayıt: geri al": a wrong record about a card is taken back with a ground, and it shows (D1). */
import { randomUUID } from 'node:crypto'
import type { RequestRecord } from '../../../services/shared/store/request'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCancellation, makeRelative } from '../../support/bureauCases'
import { cardInProduction } from '../../support/cardsInProduction'
import { linkTo } from '../../support/htmlForm'
import { recordIn } from '../../support/recordIn'
import { waitFor } from '../../support/waitFor'

let app: BureauApp
let clerk: Clerk
beforeAll(async () => {
  app = await startBureau()
  clerk = await app.signedIn('aygul')
})
afterAll(() => app?.close())

type Request = Pick<RequestRecord, '_id'>

async function card(reversalDays = 7) {
  const { _id: personId } = await makeRelative(app, 'selin')
  const made = { personId, applicantId: accountId('selin'), unitCode: '1010', reversalDays }
  return cardInProduction(app, made)
}

const { row } = recordIn(() => app)
const page = ({ _id }: Request) => clerk.page(`/requests/${_id}`)
const mark = async ({ _id }: Request, ...kinds: string[]) => {
  for (const kind of kinds) {
    const event = { eventId: randomUUID(), back: '/' }
    expect((await clerk.post(`/requests/${_id}/${kind}`, event)).status).toBe(303)
  }
}
const takeBack = ({ _id }: Request, kind: string, over = {}) =>
  clerk.post(`/requests/${_id}/reversal`, {
    reversalId: randomUUID(),
    kind,
    ground: 'notDone',
    ...over,
  })

it.each([
  ['printed', ['printed'], 'awaitingPrint', 'print', 'Basım kaydı geri alındı'],
  ['sent', ['printed', 'sent'], 'printed', 'dispatch', 'Gönderim kaydı geri alındı'],
  ['delivered', ['printed', 'sent', 'delivered'], 'sent', 'handover', 'Teslim kaydı geri alındı'],
])(
  'D1 takes back that a card was %s, from its page, with a ground',
  async (kind, marks, before, queue, said) => {
    const request = await card()
    await mark(request, ...marks)
    const address = linkTo(await page(request), 'Yanlış kayıt: geri al')!
    const html = await clerk.page(address)
    const unchosen = await clerk.press(html, 'Kaydı geri al')
    expect(unchosen.headers.location).toBe(address)
    expect(await clerk.page(address)).toContain('Gerekçeyi seçin')

    const answer = await clerk.press(html, 'Kaydı geri al', { ground: 'wrongCard' })
    expect(answer.headers.location).toBe(`/requests/${request._id}`)
    const { subState, queue: shownIn, audit } = await row(request)
    expect({ subState, shownIn }).toEqual({ subState: before, shownIn: queue })
    expect(audit.at(-1)).toMatchObject({
      action: `${kind}Reverted`,
      actor: accountId('aygul'),
      ground: 'wrongCard',
      provenBy: expect.any(String),
    })
    const shown = await page(request)
    expect(shown).toContain(said)
    expect(shown).toContain('Başka bir kart kaydedilecekti')
    const entry = await app.store.auditEntries
      .findOne({ event: 'productionReverted', subject: request._id, outcome: 'done' })
      .lean()
    expect(entry).toMatchObject({ actor: accountId('aygul'), ground: 'wrongCard' })
    await mark(request, kind)
    expect(await row(request)).toMatchObject({ subState: kind })
  },
)

it('D1 takes a mark back because the card is faulty only after its print, on the page and in the route', async () => {
  const request = await card()
  const offered = async () =>
    (await clerk.page(`/requests/${request._id}/reversal`)).includes('value="faulty"')
  await mark(request, 'printed')
  expect(await offered()).toBe(true)
  await mark(request, 'sent')
  expect(await offered()).toBe(false)
  const answer = await takeBack(request, 'sent', { ground: 'faulty' })
  expect(answer.headers.location).toBe(`/requests/${request._id}/reversal`)
  expect(await row(request)).toMatchObject({ subState: 'sent' })
  await takeBack(request, 'sent')
  expect((await takeBack(request, 'printed', { ground: 'faulty' })).status).toBe(303)
})

it('D1 takes nothing back once the next step has been recorded, and says so', async () => {
  const request = await card()
  await mark(request, 'printed', 'sent')
  const answer = await takeBack(request, 'printed')
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('sonraki adım kaydedilmiş')
  expect(await row(request)).toMatchObject({ subState: 'sent' })
})

it('D7 treats a double click as one reversal, and refuses one of a record that is gone', async () => {
  const request = await card()
  await mark(request, 'printed')
  const twice = { reversalId: randomUUID() }
  expect((await takeBack(request, 'printed', twice)).status).toBe(303)
  expect((await takeBack(request, 'printed', twice)).status).toBe(303)
  expect((await takeBack(request, 'printed')).status).toBe(409)
  const { audit } = await row(request)
  expect(audit.filter(({ action }) => action === 'printedReverted')).toHaveLength(1)
})

it('D3 D6 ends the wait for a card that had never left: it is held, and its cancellation is reviewed', async () => {
  const relative = await makeRelative(app, 'selin')
  const made = { personId: relative._id, applicantId: accountId('selin'), unitCode: '1010' }
  const request = await cardInProduction(app, made)
  await mark(request, 'printed', 'sent')
  const { cardId } = request
  const waiting = { cardId, until: 'awaitingCard' } as const
  const cancellation = await fileCancellation(app, relative, 'damaged', waiting)
  expect((await takeBack(request, 'sent')).status).toBe(303)
  await waitFor(async () => (await row(cancellation)).queue === 'review', { what: 'the review' })
  expect(await row(request)).toMatchObject({ subState: 'dispatchHeld' })
  expect(await row(cancellation)).toMatchObject({ subState: 'inReview', dueAt: expect.any(Date) })
})

it('S48 tells the staff member once that the card was sent, and nothing when the delivery is taken back', async () => {
  const request = await card()
  await mark(request, 'printed', 'sent', 'delivered')
  await takeBack(request, 'delivered')
  expect(await app.store.notices.countDocuments({ requestId: request._id, kind: 'sent' })).toBe(1)
})

it('offers nothing to take back before the print, nor on the page of a card from before this rule', async () => {
  const request = await card()
  expect(linkTo(await page(request), 'Yanlış kayıt: geri al')).toBeNull()
  expect((await clerk.get(`/requests/${request._id}/reversal`)).headers.location).toBe(
    `/requests/${request._id}`,
  )
  await mark(request, 'printed', 'sent', 'delivered')
  await app.store.requests.updateOne({ _id: request._id }, { $unset: { timing: 1 } })
  expect(linkTo(await page(request), 'Yanlış kayıt: geri al')).toBeNull()
})
