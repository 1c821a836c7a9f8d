/** Notices: written with their step, and mailed by a real SMTP server, each once. */
import { randomUUID } from 'node:crypto'
import { createRecordActivities } from '../../activities'
import { deliverNotices } from '../../activities/notices/deliverNotices'
import { createLog } from '../../services/shared/log/log'
import { createMailer } from '../../services/shared/mail/mailer'
import type { Mailer } from '../../services/shared/mail/mailer'
import { connectStore } from '../../services/shared/store/connection'
import type { Store } from '../../services/shared/store/connection'
import { nextRequestNumber } from '../../services/shared/store/nextRequestNumber'
import type { CardRequestInput, RequestStep, RequestStepEffect } from '../../workflows/contract'
import { MAIL_CLAIM_MS } from '../../workflows/domain/notices'
import type { RequestState } from '../../workflows/domain/requestState'
import { MINUTE_MS } from '../support/durations'
import { startMailServer } from '../support/mailServer'
import type { MailServer } from '../support/mailServer'
import {
  approval,
  cancellationRequestInput,
  cardRequestInput,
  rejection,
} from '../support/messages'
import { AWAITING_CARD, AWAITING_PRINT, IN_REVIEW, RETURNED } from '../support/requestStates'
import { createTestWorld } from '../support/world'
import type { TestWorld } from '../support/world'

const FROM = 'pyk@icisleri.example'
const ADDRESS = 'gokce.simsek@icisleri.example'
const AT = new Date('2026-11-24T09:00:00.000Z')
const APPLICANT = 'applicant-of-notices'

let world: TestWorld
let store: Store
let server: MailServer
let mailer: Mailer
let record: ReturnType<typeof createRecordActivities>
beforeAll(async () => {
  world = await createTestWorld()
  store = await connectStore(world.mongoUrl, world.auditKeys)
  record = createRecordActivities(store)
  server = await startMailServer()
  mailer = createMailer({ url: server.url, from: FROM })
  await store.accounts.create({
    _id: APPLICANT,
    username: 'gokce',
    passwordHash: 'none',
    name: 'Gökçe Şimşek',
    registryNo: '1',
    unitCode: '06-PER',
    unitName: 'Personel',
    roles: ['staff'],
    personKey: 'key-of-notices',
  })
})
afterAll(async () => {
  mailer.close()
  await server.close()
  await store.close()
  await world.cleanUp()
})
beforeEach(async () => {
  await store.notices.deleteMany({})
  await store.accounts.updateOne({ _id: APPLICANT }, { $set: { email: ADDRESS } })
  server.mails.length = 0
  server.beforeAnswer = null
  server.refused.clear()
})

async function filed(over: Partial<CardRequestInput> = {}) {
  const input = cardRequestInput({
    applicantId: APPLICANT,
    personId: randomUUID(),
    requestNumber: await nextRequestNumber(store, 2026),
    ...over,
  })
  await record.fileRequest({ input, at: AT.toISOString() })
  return input
}

const deliver = ({ at = AT, through = mailer }: { at?: Date; through?: Mailer | null } = {}) =>
  deliverNotices({ store, mailer: through, log: createLog('test', 'silent'), now: () => at })

const later = (minutes: number) => new Date(AT.getTime() + minutes * MINUTE_MS)
const mailOf = async (requestId: string) =>
  (await store.notices.findOne({ requestId }).orFail().lean()).mail

describe('S34 S50 S67 a step that concerns the applicant', () => {
  const step = (
    requestId: string,
    seq: number,
    state: RequestState,
    effect: RequestStepEffect,
  ): RequestStep => ({ requestId, seq, at: AT.toISOString(), state, effect })
  const kindsOf = async (requestId: string) =>
    (await store.notices.find({ requestId }).sort({ _id: 1 }).lean()).map(({ kind }) => kind)

  it('leaves one notice, also when it is repeated', async () => {
    const input = await filed()
    await record.fileRequest({ input, at: AT.toISOString() })
    const { requestId } = input
    const review = step(requestId, 1, IN_REVIEW, {
      kind: 'enteredReview',
      dueAt: later(1).toISOString(),
    })
    await record.recordStep(review)
    const cardId = randomUUID()
    const approve = step(requestId, 2, AWAITING_PRINT, {
      kind: 'cardApproved',
      decision: approval(requestId),
      cardId,
    })
    await record.recordStep(approve)
    await record.recordStep(approve)
    const ofCard = { cardId, requestId, at: AT.toISOString(), by: 'clerk', eventId: null }
    await record.recordCardStep({ ...ofCard, seq: 1, subState: 'printed' })
    await record.recordCardStep({ ...ofCard, seq: 2, subState: 'sent' })
    await record.recordCardStep({ ...ofCard, seq: 2, subState: 'sent' })
    expect((await kindsOf(requestId)).sort()).toEqual(['cardApproved', 'sent', 'taken'])
  })

  it('asks for the card, and again with each reminder', async () => {
    const input = cancellationRequestInput({
      applicantId: APPLICANT,
      personId: randomUUID(),
      requestNumber: await nextRequestNumber(store, 2026),
    })
    const { requestId } = input
    await record.fileRequest({ input, at: AT.toISOString() })
    await record.recordStep(step(requestId, 1, AWAITING_CARD, { kind: 'cardAwaited' }))
    await record.recordStep(
      step(requestId, 2, AWAITING_CARD, { kind: 'reminded', about: 'cardNotArrived' }),
    )
    expect(await kindsOf(requestId)).toEqual(['taken', 'cardExpected', 'cardExpected'])
  })

  it('leaves none if the step itself is not written', async () => {
    const { requestId } = await filed()
    const conflict = step(requestId, 5, RETURNED, {
      kind: 'rejected',
      decision: rejection(requestId),
    })
    await expect(record.recordStep(conflict)).rejects.toThrow('does not follow the record')
    expect(await kindsOf(requestId)).toEqual(['taken'])
  })
})

describe('D12 the mail of a notice', () => {
  it('is sent once, and contains nothing about a person but the number of the request', async () => {
    const { requestId, requestNumber } = await filed()
    expect(await deliver()).toEqual({ sent: 1, waiting: 0, fault: null, isConfigured: true })
    expect(await deliver({ at: later(60) })).toMatchObject({ sent: 0 })
    const [mail, ...others] = server.mails
    expect(others).toEqual([])
    expect(mail!.to).toBe(ADDRESS)
    expect(mail!.text).toContain(`${requestNumber} numaralı talebiniz (Kart Talebi)`)
    expect(mail!.text).toContain('Talebiniz alınmış ve Kimlik Bürosuna yönlendirilmiştir')
    expect(mail!.text).not.toMatch(/Gökçe|Şimşek/)
    expect(mail!.headers.get('to')).toBe(ADDRESS)
    expect(mail!.raw).not.toContain(APPLICANT)
    expect(await mailOf(requestId)).toMatchObject({ state: 'sent', sentAt: AT })
  })

  it('has the same Message-ID again if the process dies between sending and marking', async () => {
    const { requestId } = await filed()
    const dying: Mailer = {
      ...mailer,
      send: async (...mail) => {
        await mailer.send(...mail)
        throw new Error('killed')
      },
    }
    await expect(deliver({ through: dying })).rejects.toThrow('killed')
    // Another process does not send it while the first one may still be at it.
    expect(await deliver({ at: later(1) })).toMatchObject({ sent: 0, waiting: 1 })
    expect(await deliver({ at: new Date(AT.getTime() + MAIL_CLAIM_MS) })).toMatchObject({ sent: 1 })
    expect(server.mails).toHaveLength(2)
    const ids = new Set(server.mails.map(({ headers }) => headers.get('message-id')))
    expect([...ids]).toEqual([`<${requestId}.0@icisleri.example>`])
  })

  it('is sent by one of two processes', async () => {
    await filed()
    await Promise.all([deliver(), deliver()])
    expect(server.mails).toHaveLength(1)
  })

  it('waits through an outage of the mail server, and says only its code', async () => {
    const { requestId } = await filed()
    const stranded = createMailer({ url: 'smtp://127.0.0.1:9', from: FROM })
    expect(await deliver({ through: stranded })).toEqual({
      sent: 0,
      waiting: 1,
      fault: 'ESOCKET',
      isConfigured: true,
    })
    expect(await mailOf(requestId)).toMatchObject({ attempts: 1, nextAttemptAt: later(1) })
    expect(await deliver({ at: later(0.5) })).toMatchObject({ sent: 0 })
    expect(await deliver({ at: later(1) })).toMatchObject({ sent: 1, waiting: 0 })
  })

  it('is given up for an address that is refused, and does not hold up the others', async () => {
    server.refused.add(ADDRESS)
    const { requestId } = await filed()
    expect(await deliver()).toMatchObject({ sent: 0, waiting: 0, fault: null })
    expect(await mailOf(requestId)).toMatchObject({ state: 'refused' })
  })

  it('waits as long as no mail server is configured; a week later it is too late', async () => {
    const { requestId } = await filed()
    expect(await deliver({ through: null })).toEqual({
      sent: 0,
      waiting: 1,
      fault: null,
      isConfigured: false,
    })
    await deliver({ at: later(8 * 24 * 60) })
    expect(await mailOf(requestId)).toMatchObject({ state: 'expired' })
    expect(server.mails).toEqual([])
  })

  it('is not sent to somebody who has given no address', async () => {
    await store.accounts.updateOne({ _id: APPLICANT }, { $unset: { email: 1 } })
    const { requestId } = await filed()
    await deliver()
    expect(await mailOf(requestId)).toMatchObject({ state: 'noAddress' })
  })
})
