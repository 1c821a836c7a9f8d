/** "Eksik iste" at the bureau: the form, who may send it, and where the request waits. */
import { randomUUID } from 'node:crypto'
import type { RequestRecord } from '../../../services/shared/store/request'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCancellation, fileCard, makeRelative } from '../../support/bureauCases'
import { linkTo } from '../../support/htmlForm'
import { recordIn } from '../../support/recordIn'

let app: BureauApp
let aygul: Clerk
let yigit: Clerk
beforeAll(async () => {
  app = await startBureau()
  ;[aygul, yigit] = await Promise.all([app.signedIn('aygul'), app.signedIn('yigit')])
})
afterAll(() => app?.close())

const newRequest = async (parent: 'selin' | 'yigit' = 'selin') =>
  fileCard(app, await makeRelative(app, parent), { parent })
const form = (over: Record<string, string> = {}) => ({
  askId: randomUUID(),
  kind: 'receipt',
  flaw: 'unreadable',
  note: '',
  ...over,
})
const ask = (
  clerk: Clerk,
  { _id }: Pick<RequestRecord, '_id'>,
  fields: Record<string, string> = form(),
) => clerk.post(`/requests/${_id}/missing`, fields)
const { row } = recordIn(() => app)

it('S43 leads from the review to the form, and asks: the request waits with the applicant and its due day stops', async () => {
  const request = await newRequest()
  const review = (await aygul.get(`/requests/${request._id}/review`)).text
  const href = linkTo(review, 'Eksik iste')!
  const page = (await aygul.get(href).expect(200)).text
  for (const text of ['Fotoğraf', 'Dekont', 'Okunaklı hâlini yükleyin.'])
    expect(page).toContain(text)
  expect(page).not.toContain('value="lossForm"')

  const fields = form({ note: '  Tutar satırı görünmüyor.  ' })
  expect((await ask(aygul, request, fields)).status).toBe(303)
  expect((await aygul.get('/queues/review')).text).toContain('Dekont personelden istendi')
  const waiting = await row(request)
  expect(waiting).toMatchObject({
    status: 'pending',
    subState: 'awaitingApplicant',
    queue: 'applicant',
    open: true,
    dueAt: null,
    asked: {
      askId: fields.askId,
      kind: 'receipt',
      flaw: 'unreadable',
      by: accountId('aygul'),
      end: null,
    },
  })
  expect(waiting.asked!.reviewDueAt).toEqual(request.dueAt)
  const list = (await aygul.get('/queues/applicant')).text
  expect(list).toContain(request.number)
  expect((await aygul.get('/queues/review')).text).not.toContain(request.number)

  const html = (await aygul.get(`/requests/${request._id}`)).text
  for (const text of ['Dekont personelden bekleniyor', 'Tutar satırı görünmüyor.', nameOf('aygul')])
    expect(html).toContain(text)
  expect((await aygul.get(`/requests/${request._id}/review`)).headers.location).toBe(
    `/requests/${request._id}`,
  )
  const [entry] = await app.store.auditEntries
    .find({ event: 'documentAskedFor', subject: request._id })
    .lean()
  expect(entry).toMatchObject({ actor: accountId('aygul'), outcome: 'done' })
})

it.each([
  ['no document', { kind: '' }, 'Hangi belgenin isteneceğini seçin'],
  ['no flaw', { flaw: '' }, 'Belgenin nesinin yetersiz olduğunu seçin'],
  ['S35 a document that it does not have', { kind: 'lossForm' }, 'Bu talepte böyle bir belge yok'],
  ['D12 an identity number', { note: 'No: 100 000 001 46' }, 'T.C. kimlik numarasını çıkarın'],
  ['a long note', { note: 'a'.repeat(1_001) }, 'Açıklama 1.001 karakter'],
])('sends back a form with %s', async (_what, over, fault) => {
  const request = await newRequest()
  const answer = await ask(aygul, request, form(over))
  expect(answer.headers.location).toBe(`/requests/${request._id}/missing`)
  expect((await aygul.get(answer.headers.location!)).text).toContain(fault)
  expect((await row(request)).asked).toBeUndefined()
})

it('D7 refuses a second ask and a decision meanwhile, and says who asked and when', async () => {
  const request = await newRequest()
  const fields = form()
  expect((await ask(aygul, request, fields)).status).toBe(303)
  expect((await ask(aygul, request, fields)).status).toBe(303)
  const decision = { decisionId: randomUUID(), outcome: 'approved', then: 'stay' }
  for (const answer of [
    await ask(yigit, request, form({ note: 'Benim notum' })),
    await yigit.post(`/requests/${request._id}/decision`, decision),
  ]) {
    expect(answer.status).toBe(409)
    expect(answer.text).toContain(nameOf('aygul'))
    expect(answer.text).toContain('personelden belge istedi')
  }
  expect(
    (await row(request)).audit.filter(({ action }) => action === 'documentAsked'),
  ).toHaveLength(1)
})

it('D8 does not let a clerk ask in their own family: not on the screen, in the route or in the run', async () => {
  const request = await newRequest('yigit')
  const review = (await yigit.get(`/requests/${request._id}/review`)).text
  expect(linkTo(review, 'Eksik iste')).toBeNull()
  expect((await yigit.get(`/requests/${request._id}/missing`)).headers.location).toBe(
    `/requests/${request._id}/review`,
  )
  const answer = await ask(yigit, request)
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('Kendi talebiniz')
  expect((await row(request)).subState).toBe('inReview')
})

it('S60 offers nothing to ask for where a request has no documents, and S66 the documents of a loss', async () => {
  const lost = await fileCancellation(app, await makeRelative(app, 'selin'), 'lostOrStolen')
  const page = (await aygul.get(`/requests/${lost._id}/missing`).expect(200)).text
  expect(page).toContain('value="policeLetter"')
  expect(page).not.toContain('value="receipt"')
  expect((await ask(aygul, lost, form({ kind: 'policeLetter', flaw: 'incomplete' }))).status).toBe(
    303,
  )
  expect(await row(lost)).toMatchObject({ subState: 'awaitingApplicant' })
})

it('S43 without scripts, shows what the staff member will read before anything is asked for', async () => {
  const request = await newRequest()
  const page = `/requests/${request._id}/missing`
  const fields = form({ note: 'Tarih okunmuyor.' })
  const shown = await ask(aygul, request, { ...fields, then: 'preview' })
  expect(shown.status).toBe(200)
  for (const text of ['Dekontu yeniden yükleyin', 'Okunaklı hâlini yükleyin.', 'Tarih okunmuyor.'])
    expect(shown.text).toContain(text)
  expect((await row(request)).subState).toBe('inReview')

  expect(linkTo(shown.text, 'Düzeltmek için geri dön')).toBe(page)
  expect((await aygul.get(page)).text).toMatch(/value="receipt" checked/)
  expect((await aygul.press(shown.text, 'Personelden iste')).status).toBe(303)
  expect((await row(request)).asked).toMatchObject({ askId: fields.askId, kind: 'receipt' })

  const other = await newRequest()
  await ask(aygul, other, form({ note: 'T.C. 10000000146', then: 'preview' }))
  expect((await aygul.get(`/requests/${other._id}/missing`)).text).toContain(
    'T.C. kimlik numarasını çıkarın',
  )
})

describe('D7 a page from before the document came', () => {
  /** Asked for and answered after `yigit` had opened the review. */
  async function answered() {
    const request = await newRequest()
    const before = (await yigit.get(`/requests/${request._id}/review`)).text
    const asked = {
      ...{ askId: randomUUID(), kind: 'receipt', flaw: 'unreadable', noteId: null },
      ...{ by: accountId('aygul'), at: new Date(), until: new Date(), daysLeft: 7 },
      ...{ reviewDueAt: new Date(), end: 'added', endedAt: new Date(), additionId: randomUUID() },
    } as const
    await app.store.requests.updateOne({ _id: request._id }, { $set: { asked } })
    return { request, before, askId: asked.askId }
  }
  const seenOn = (html: string) => /name="askSeen" value="([^"]*)"/.exec(html)![1]!
  const decide = ({ _id }: Pick<RequestRecord, '_id'>, fields: Record<string, unknown>) =>
    yigit.post(`/requests/${_id}/decision`, {
      decisionId: randomUUID(),
      outcome: 'rejected',
      reasons: ['receiptUnreadable'],
      explanation: 'Tarih okunmuyor.',
      ...fields,
    })

  it.each(['stay', 'next', 'preview'])(
    'decides nothing (%s): the page is shown again with the documents as they are and what was entered',
    async (then) => {
      const { request, before, askId } = await answered()
      const answer = await decide(request, { askSeen: seenOn(before), then })
      expect(answer.headers.location).toBe(`/requests/${request._id}/review`)
      const page = (await yigit.get(answer.headers.location!)).text
      expect(page).toContain('Siz bu sayfayı açtıktan sonra personelden belge istendi')
      expect(page).toContain('value="receiptUnreadable" checked')
      expect(page).toContain('>Tarih okunmuyor.</textarea>')
      expect(await row(request)).toMatchObject({ status: 'pending', decision: null })
      expect(await app.store.heldDecisions.countDocuments({ requestId: request._id })).toBe(0)

      expect(seenOn(page)).toBe(askId)
      expect((await decide(request, { askSeen: askId, then: 'stay' })).status).toBe(303)
      expect(await row(request)).toMatchObject({ status: 'rejected' })
    },
  )

  it('is not what a cancellation is approved on either, although it was confirmed', async () => {
    const request = await fileCancellation(app, await makeRelative(app, 'selin'), 'lostOrStolen')
    const decisionId = randomUUID()
    const form = { decisionId, outcome: 'approved', askSeen: '', then: 'stay' }
    const question = await yigit.post(`/requests/${request._id}/decision`, form)
    const confirmation = (await yigit.get(question.headers.location!)).text
    await app.store.requests.updateOne(
      { _id: request._id },
      { $set: { asked: { askId: randomUUID(), end: 'added' } } },
    )
    const answer = await yigit.press(confirmation, 'Onayla ve kartı iptal et')
    expect(answer.headers.location).toBe(`/requests/${request._id}/review`)
    expect(await row(request)).toMatchObject({ status: 'pending' })
  })

  it('asks for nothing either', async () => {
    const { request, before } = await answered()
    const answer = await ask(yigit, request, form({ askSeen: seenOn(before) }))
    expect(answer.status).toBe(409)
    expect(answer.text).toContain('personelden belge istendi')
    expect((await row(request)).subState).toBe('inReview')
  })
})
