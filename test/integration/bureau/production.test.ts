/** Recording print, dispatch and hand-over, from the lists and from the request's page (D1, D3). */
import { randomUUID } from 'node:crypto'
import type { RequestRecord } from '../../../services/shared/store/request'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import {
  fileCancellation,
  fileCard,
  inSubState,
  makeRelative,
  writeRow,
} from '../../support/bureauCases'
import type { Relative } from '../../support/bureauCases'
import { formWithButton, linkTo } from '../../support/htmlForm'
import { recordIn } from '../../support/recordIn'
import { AWAITING_CARD } from '../../support/requestStates'

let app: BureauApp
let clerk: Clerk
beforeAll(async () => {
  app = await startBureau()
  clerk = await app.signedIn('aygul')
})
afterAll(() => app?.close())

const event = (over: Record<string, string> = {}) => ({
  eventId: randomUUID(),
  back: '/queues/print',
  ...over,
})
const record = ({ _id }: RequestRecord, what: string, over = {}, who = clerk) =>
  who.post(`/requests/${_id}/${what}`, event(over))
const { row } = recordIn(() => app)

async function approved(person?: Relative): Promise<RequestRecord> {
  const request = await fileCard(app, person ?? (await makeRelative(app, 'selin')))
  const decision = { decisionId: randomUUID(), outcome: 'approved', then: 'stay' }
  await clerk.post(`/requests/${request._id}/decision`, decision)
  return inSubState(app, request._id, 'awaitingPrint')
}

it('D1 S48 follows a card from list to list: printed, sent, handed over, each confirmed before', async () => {
  const request = await approved()
  const steps = [
    ['print', 'printed', 'Basıldı olarak kaydet', 'kart basıldı olarak kaydedildi'],
    ['dispatch', 'sent', 'Gönderildi olarak kaydet', 'kart gönderildi olarak kaydedildi'],
    [
      'handover',
      'delivered',
      'Teslim edildi olarak kaydet',
      'kart teslim edildi olarak kaydedildi',
    ],
  ] as const
  for (const [queue, subState, button, message] of steps) {
    const list = `/queues/${queue}?unit=1010`
    const html = (await clerk.get(list)).text
    const [, question] = new RegExp(`href="(/requests/${request._id}/${subState}\\?[^"]+)"`).exec(
      html,
    )!
    const asked = (await clerk.get(question!).expect(200)).text
    expect(asked).toContain('gerekçesiyle geri alınabilir')
    expect(asked).not.toContain('autofocus')
    expect(asked).toMatch(/<h1 [^>]*data-focus>/)
    expect(linkTo(asked, 'Vazgeç')).toBe(list)
    expect(await row(request)).not.toMatchObject({ subState })
    const { action, fields } = formWithButton(asked, button)
    const answer = await clerk.post(action, { eventId: fields.eventId!, back: fields.back! })
    expect(answer.headers.location).toBe(list)
    expect((await clerk.get(list)).text).toContain(`${request.number}: ${message}`)
    expect(await row(request)).toMatchObject({ subState })
  }
  const page = (await clerk.get(`/requests/${request._id}`)).text
  expect(page).toMatch(
    /Kart teslim edildi[^]*Kart gönderildi[^]*Kart basıldı[^]*Basım|Kart talebi onaylandı/,
  )
})

it('D1 records events only in their order', async () => {
  const request = await approved()
  const answer = await record(request, 'sent')
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('bu sırayla kaydedilir')
  expect(await row(request)).toMatchObject({ subState: 'awaitingPrint' })
})

it('D3 prints no card whose cancellation is open, and links to that cancellation', async () => {
  const person = await makeRelative(app, 'selin')
  const request = await approved(person)
  const cancellation = await fileCancellation(app, person, 'divorce', { cardId: request.cardId! })
  await inSubState(app, request._id, 'printHeld')
  const list = (await clerk.get('/queues/print')).text
  expect(list).toContain('Basım durduruldu')
  expect(list).not.toContain(`/requests/${request._id}/printed`)
  expect((await clerk.get(`/requests/${request._id}/printed`)).headers.location).toBe(
    `/requests/${request._id}`,
  )
  const page = (await clerk.get(`/requests/${request._id}`)).text
  expect(page).toContain(`href="/requests/${cancellation._id}"`)
  expect(page).toContain('karar verilene kadar basılamaz')

  const answer = await record(request, 'printed')
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('basım durduruldu')
  const entry = await app.store.auditEntries
    .findOne({ event: 'printRecorded', subject: request._id })
    .lean()
  expect(entry).toMatchObject({ actor: accountId('aygul'), outcome: 'refused' })
})

it('S69 says for a printed, sent or delivered card that its cancellation is open, without a word about printing', async () => {
  for (const subState of ['printed', 'sent', 'delivered'] as const) {
    const person = await makeRelative(app, 'selin')
    const [cardId, card] = [randomUUID(), { type: 'cardRequest', status: 'approved' } as const]
    const request = await writeRow(app, person, { ...card, subState }, { cardId })
    const { _id } = await writeRow(app, person, AWAITING_CARD, { cardId, open: true })
    const page = (await clerk.get(`/requests/${request._id}`)).text
    expect(page).toContain('Bu kart için açık bir iptal talebi var.')
    expect(page).toContain(`href="/requests/${_id}"`)
    expect(page).not.toContain('basılamaz')
    const next = { printed: 'sent', sent: 'delivered', delivered: null }[subState]
    if (next !== null) {
      expect((await clerk.get(`/requests/${request._id}/${next}`).expect(200)).text).toContain(
        'açık bir iptal talebi',
      )
    }
    expect((await clerk.get(`/requests/${_id}`)).text).not.toContain(
      'Bu kart için açık bir iptal talebi var.',
    )
  }
})

it('D1 treats a double click as one event, also for the last event, and refuses a second event from anybody', async () => {
  const request = await approved()
  const colleague = await app.signedIn('yigit')
  for (const what of ['printed', 'sent', 'delivered']) {
    const twice = event()
    const first = await clerk.post(`/requests/${request._id}/${what}`, twice)
    await inSubState(app, request._id, what as RequestRecord['subState'])
    expect([
      first.status,
      (await clerk.post(`/requests/${request._id}/${what}`, twice)).status,
    ]).toEqual([303, 303])
    const late = await record(request, what, {}, colleague)
    expect(late.status).toBe(409)
    expect(late.text).toContain(`Bunu ${nameOf('aygul')} `)
  }
  const again = await record(request, 'delivered')
  expect(again.status).toBe(409)
  expect((await row(request)).audit.filter(({ action }) => action === 'delivered')).toHaveLength(1)
})

it('returns only to pages of its own app', async () => {
  const request = await approved()
  const answer = await record(request, 'printed', { back: 'https://elsewhere.example/' })
  expect(answer.headers.location).toBe('/')
})

it('finds no card to print for a cancellation, or for a request without a card', async () => {
  const cancellation = await fileCancellation(app, await makeRelative(app, 'selin'), 'lostOrStolen')
  expect((await record(cancellation, 'printed')).status).toBe(404)
  const pending = await fileCard(app, await makeRelative(app, 'selin'))
  expect((await record(pending, 'printed')).status).toBe(404)
})
