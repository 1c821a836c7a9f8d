/**
 * Decisions that can be taken back for ten seconds: kept in the record, sent when their time has
 * come by whichever process is there, and never told as done before they are (D7).
 */
import { randomUUID } from 'node:crypto'
import { beginAgain, findLostRun } from '../../../deploy/image/commands/lostRun/lostRun'
import { decideRequest } from '../../../services/bureau/operations/decideRequest'
import { sendDueDecisions } from '../../../services/bureau/operations/sendHeldDecisions'
import { createLog } from '../../../services/shared/log/log'
import type { RequestRecord } from '../../../services/shared/store/request'
import { connectTemporal } from '../../../services/shared/temporal/connection'
import { createLostRuns } from '../../../services/shared/temporal/lostRuns'
import { createRequestRuns } from '../../../services/shared/temporal/requestRuns'
import { requestWorkflowId } from '../../../workflows/contract'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCancellation, fileCard, makeRelative } from '../../support/bureauCases'
import { claims } from '../../support/claims'
import { HOUR_MS } from '../../support/durations'
import { errorsLogged } from '../../support/logLines'
import { recordIn } from '../../support/recordIn'
import { textLog } from '../../support/webServer'

/** No test waits for it. */
const UNDO_MS = HOUR_MS
const log = createLog('test', 'silent')

let app: BureauApp
let aygul: Clerk
let yigit: Clerk
beforeAll(async () => {
  app = await startBureau({ undoMs: UNDO_MS })
  ;[aygul, yigit] = await Promise.all([app.signedIn('aygul'), app.signedIn('yigit')])
})
afterAll(() => app?.close())

const newRequest = async () => fileCard(app, await makeRelative(app, 'selin'))
const decide = (clerk: Clerk, { _id }: Pick<RequestRecord, '_id'>, over = {}) => {
  const decisionId = randomUUID()
  const form = { decisionId, outcome: 'approved', then: 'next', ...over }
  return clerk.post(`/requests/${_id}/decision`, form).then((answer) => ({ answer, decisionId }))
}
const { row, audited } = recordIn(() => app)
const held = ({ _id }: Pick<RequestRecord, '_id'>) =>
  app.store.heldDecisions.findOne({ requestId: _id }).lean()
const deps = () => ({ store: app.store, runs: app.runs, claims })
const inTheEnd = () => new Date(Date.now() + UNDO_MS)

it('D7 is sent when its time has come, not before, and is audited then', async () => {
  const request = await newRequest()
  const { answer } = await decide(aygul, request)
  expect(answer.status).toBe(303)
  const next = (await aygul.get(answer.headers.location!)).text
  expect(next).toMatch(
    new RegExp(
      `${request.number} için kararınız: Onaylandı\\. Saat [\\d:]{8} itibarıyla gönderilecek`,
    ),
  )
  await sendDueDecisions(deps(), log, new Date())
  expect(await row(request)).toMatchObject({ status: 'pending', decision: null })
  expect(await audited('decisionGiven', request._id)).toEqual([])

  await sendDueDecisions(deps(), log, inTheEnd())
  expect(await row(request)).toMatchObject({
    status: 'approved',
    decision: { by: accountId('aygul') },
  })
  expect(await held(request)).toBeNull()
  expect(await audited('decisionGiven', request._id)).toEqual([
    { actor: accountId('aygul'), outcome: 'done' },
  ])
})

it('is taken back as if it had not been given, with the form as it was', async () => {
  const request = await newRequest()
  const reasons = ['photoBackground', 'receiptUnreadable']
  const { decisionId } = await decide(aygul, request, {
    outcome: 'rejected',
    reasons,
    explanation: 'Perde görünüyor.',
  })
  const back = await aygul.post(`/held-decisions/${decisionId}/take-back`, {})
  expect(back.headers.location).toBe(`/requests/${request._id}/review`)
  const page = (await aygul.get(back.headers.location!)).text
  expect(page).toContain('hiçbir şey gönderilmedi')
  for (const reason of reasons) expect(page).toMatch(new RegExp(`value="${reason}" checked`))
  expect(page).toContain('>Perde görünüyor.</textarea>')
  await sendDueDecisions(deps(), log, inTheEnd())
  expect(await row(request)).toMatchObject({ status: 'pending', decision: null })
  expect(await audited('decisionTakenBack', request._id)).toEqual([
    { actor: accountId('aygul'), outcome: 'done' },
  ])
})

it('is taken back to the request in the list that the clerk came from', async () => {
  const request = await newRequest()
  const filter = 'type=cardRequest&unit=1010&order=last'
  const form = { decisionId: randomUUID(), outcome: 'approved', then: 'next' }
  await aygul.post(`/requests/${request._id}/decision?${filter}`, form)
  const back = await aygul.post(`/held-decisions/${form.decisionId}/take-back`, {})
  expect(back.headers.location).toBe(`/requests/${request._id}/review?${filter}`)
  expect((await aygul.get(back.headers.location!)).text).toMatch(/value="approved" checked/)
})

it('can be taken back only by its clerk, and not once it is being sent', async () => {
  const request = await newRequest()
  const { decisionId } = await decide(aygul, request)
  await yigit.post(`/held-decisions/${decisionId}/take-back`, {})
  expect(await held(request)).not.toBeNull()
  await app.store.heldDecisions.updateOne(
    { _id: decisionId },
    { $set: { sendingUntil: new Date() } },
  )
  const late = await aygul.post(`/held-decisions/${decisionId}/take-back`, {})
  expect((await aygul.get(late.headers.location!)).text).toContain('artık geri alınamıyor')
  expect(await held(request)).not.toBeNull()
})

it('survives the crash of the process that was sending it, and is one decision however many send it', async () => {
  const request = await newRequest()
  const { decisionId } = await decide(aygul, request)
  await app.store.heldDecisions.updateOne(
    { _id: decisionId },
    { $set: { sendAt: new Date(0), sendingUntil: new Date(1) } },
  )
  await Promise.all([1, 2, 3].map(() => sendDueDecisions(deps(), log, new Date())))
  const { status, audit } = await row(request)
  expect(status).toBe('approved')
  expect(audit.filter(({ action }) => action === 'cardApproved')).toHaveLength(1)
  expect(await audited('decisionGiven', request._id)).toHaveLength(1)
})

it('waits while Temporal is unavailable, and is sent afterwards', async () => {
  const request = await newRequest()
  await decide(aygul, request)
  const unreachable = connectTemporal({ address: '127.0.0.1:1', namespace: 'default' })
  const runs = createRequestRuns(unreachable.client, 200)
  await sendDueDecisions({ ...deps(), runs }, log, inTheEnd())
  await unreachable.close()
  expect(await held(request)).toMatchObject({ waiting: true })
  expect((await aygul.get('/held-decisions')).text).toContain('gönderiliyor')
  await sendDueDecisions(deps(), log, new Date(inTheEnd().getTime() + 60_000))
  expect(await row(request)).toMatchObject({ status: 'approved' })
})

describe('D9 of a request whose run is lost', () => {
  const ofRun = async () => {
    const person = await makeRelative(app, 'selin')
    const request = await fileCard(app, person)
    return { request, run: app.client.workflow.getHandle(requestWorkflowId(person.personKey)) }
  }
  const later = (milliseconds: number) => new Date(inTheEnd().getTime() + milliseconds)
  /** What the operators' command does. */
  const repair = async ({ number }: RequestRecord) => {
    const means = {
      store: app.store,
      lostRuns: createLostRuns({ client: app.client, rules: undefined }),
    }
    await beginAgain(means, await findLostRun(means, number, false))
  }

  it('is kept, says so to its clerk and colleagues, is reported once with the command, and is sent after the repair', async () => {
    const { request, run } = await ofRun()
    await decide(aygul, request)
    await run.terminate()
    const { log: operators, logged } = textLog()
    await sendDueDecisions(deps(), operators, inTheEnd())
    await sendDueDecisions(deps(), operators, later(120_000))
    expect(errorsLogged(logged())).toEqual([
      expect.objectContaining({
        requestNumber: request.number,
        command: `npm run repair -- ${request.number}`,
      }),
    ])
    expect(await audited('decisionGiven', request._id)).toEqual([
      { actor: accountId('aygul'), outcome: 'failed' },
    ])
    const told = (await aygul.get('/queues/review')).text
    expect(told).toContain(`${request.number} için kararınız henüz gönderilemedi: Onaylandı`)
    expect(told).toContain('sistem yöneticilerine talep numarasıyla bildirildi')
    expect(told).toContain('yeniden vermeniz gerekmez')
    expect(told).not.toContain('yeniden denenir')
    expect((await yigit.get(`/requests/${request._id}/review`)).text).toContain(
      'Talebi yürüten süreç sona erdiği için karar henüz gönderilemedi',
    )

    await repair(request)
    await sendDueDecisions(deps(), operators, later(240_000))
    expect(await row(request)).toMatchObject({ status: 'approved' })
    expect(await held(request)).toBeNull()
    expect(errorsLogged(logged())).toHaveLength(1)
    expect(await audited('decisionGiven', request._id)).toEqual([
      { actor: accountId('aygul'), outcome: 'failed' },
      { actor: accountId('aygul'), outcome: 'done' },
    ])
  })

  it('can be taken back, unless an earlier attempt may have reached the run', async () => {
    const [first, second] = [await ofRun(), await ofRun()]
    const { decisionId } = await decide(aygul, first.request)
    const { decisionId: tried } = await decide(aygul, second.request)
    await app.store.heldDecisions.updateOne({ _id: tried }, { $set: { sendingUntil: new Date(1) } })
    await Promise.all([first.run.terminate(), second.run.terminate()])
    await sendDueDecisions(deps(), log, inTheEnd())
    for (const id of [decisionId, tried]) await aygul.post(`/held-decisions/${id}/take-back`, {})
    expect(await held(first.request)).toBeNull()
    expect(await held(second.request)).toMatchObject({ waiting: true })
    await app.store.heldDecisions.deleteOne({ _id: tried })
  })
})

it('is sent at once when its clerk asks for that', async () => {
  const request = await newRequest()
  const { decisionId } = await decide(aygul, request)
  await aygul.post(`/held-decisions/${decisionId}/send`, { back: '/queues/review' })
  expect(await row(request)).toMatchObject({ status: 'approved' })
})

it('D7 is what a colleague reads instead of the form, and a second decision is refused with who was first', async () => {
  const request = await newRequest()
  await decide(aygul, request)
  const page = (await yigit.get(`/requests/${request._id}/review`)).text
  expect(page).toContain(`${nameOf('aygul')} bu talep hakkında karar verdi: Onaylandı`)
  expect(page).not.toContain('name="outcome"')
  for (const then of ['next', 'stay']) {
    const { answer } = await decide(yigit, request, {
      outcome: 'rejected',
      reasons: ['photoBackground'],
      then,
    })
    expect(answer.status).toBe(409)
    expect(answer.text).toContain(`hakkında ${nameOf('aygul')} `)
  }
  expect(await audited('decisionGiven', request._id)).toEqual([
    { actor: accountId('yigit'), outcome: 'refused' },
    { actor: accountId('yigit'), outcome: 'refused' },
  ])
  expect(await row(request)).toMatchObject({ status: 'pending' })
})

it('D7 is refused when a document was asked for and came while it was held', async () => {
  const request = await newRequest()
  const { decisionId } = await decide(aygul, request)
  await app.store.requests.updateOne(
    { _id: request._id },
    { $set: { asked: { askId: randomUUID(), end: 'added' } } },
  )
  await sendDueDecisions(deps(), log, inTheEnd())
  expect(await row(request)).toMatchObject({ status: 'pending', decision: null })
  expect((await aygul.get('/queues/review')).text).toContain('yeniden incelemeye geldi')
  await aygul.post(`/held-decisions/${decisionId}/seen`, { back: '/queues/review' })
})

it('D7 tells its clerk when the run refused it, until that is read', async () => {
  const request = await newRequest()
  const { decisionId } = await decide(aygul, request, {
    outcome: 'rejected',
    reasons: ['photoBackground'],
    explanation: 'Perde.',
  })
  const form = {
    requestId: request._id,
    decisionId: randomUUID(),
    outcome: 'approved',
    reasons: [],
    explanation: '',
    askSeen: null,
  } as const
  await decideRequest(deps(), accountId('yigit'), { ...form, reasons: [] })
  await sendDueDecisions(deps(), log, inTheEnd())
  const told = async () => (await aygul.get('/queues/review')).text
  expect(await told()).toMatch(
    new RegExp(
      `${request.number} için kararınız uygulanmadı[^]*hakkında ${nameOf('yigit')} [^]*Perde\\.`,
    ),
  )
  expect(await audited('decisionGiven', request._id)).toEqual([
    { actor: accountId('aygul'), outcome: 'refused' },
  ])
  await aygul.post(`/held-decisions/${decisionId}/seen`, { back: '/queues/review' })
  expect(await told()).not.toContain('uygulanmadı')
})

it('is not given by form faults, for the own family, or after a confirmation', async () => {
  const request = await newRequest()
  await decide(aygul, request, { outcome: 'rejected', reasons: [] })
  expect(await held(request)).toBeNull()

  const own = await fileCard(app, await makeRelative(app, 'yigit'), { parent: 'yigit' })
  expect((await decide(yigit, own)).answer.status).toBe(409)
  expect(await held(own)).toBeNull()

  const cancellation = await fileCancellation(app, await makeRelative(app, 'selin'), 'lostOrStolen')
  await decide(aygul, cancellation, { confirmed: 'yes' })
  expect(await row(cancellation)).toMatchObject({ status: 'approved' })
})

it('is skipped by “next” and by the count of what is left', async () => {
  const inList = async () => {
    const request = await newRequest()
    await app.store.requests.updateOne({ _id: request._id }, { $set: { unitCode: '2088' } })
    return request
  }
  const [first, second, third] = [await inList(), await inList(), await inList()]
  const list = '?unit=2088'
  const send = (clerk: Clerk, { _id }: RequestRecord) =>
    clerk.post(`/requests/${_id}/decision${list}`, {
      decisionId: randomUUID(),
      outcome: 'approved',
      then: 'next',
    })
  expect((await send(aygul, second)).headers.location).toBe(`/requests/${third._id}/review${list}`)
  const answer = await send(aygul, first)
  expect(answer.headers.location).toBe(`/requests/${third._id}/review${list}`)
  expect((await aygul.get(answer.headers.location!)).text).toContain('Kuyruktaki son talep')
})
