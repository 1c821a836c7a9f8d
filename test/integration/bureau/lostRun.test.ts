/** What clerks and operators learn when the engine has no open run for an open record (D9). */
import { randomUUID } from 'node:crypto'
import type { RequestRecord } from '../../../services/shared/store/request'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { cardProductionWorkflowId, requestWorkflowId } from '../../../workflows/contract'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { fileCancellation, fileCard, inSubState, makeRelative } from '../../support/bureauCases'
import { errorsLogged } from '../../support/logLines'
import { waitFor } from '../../support/world'

let app: BureauApp
let clerk: Clerk
beforeAll(async () => {
  app = await startBureau()
  clerk = await app.signedIn('aygul')
})
afterAll(() => app?.close())

const terminate = (workflowId: string) => app.client.workflow.getHandle(workflowId).terminate()
const decision = () => ({ decisionId: randomUUID(), outcome: 'approved', then: 'stay' })

interface LostCase {
  request: RequestRecord
  post: () => ReturnType<Clerk['post']>
  event: string
}

const CASES: Record<string, () => Promise<LostCase>> = {
  'D7 a decision': async () => {
    const person = await makeRelative(app, 'selin')
    const request = await fileCard(app, person)
    await terminate(requestWorkflowId(person.personKey))
    const post = () => clerk.post(`/requests/${request._id}/decision`, decision())
    return { request, post, event: 'decisionGiven' }
  },
  'D6 the arrival of a card': async () => {
    const person = await makeRelative(app, 'selin')
    const request = await fileCancellation(app, person, 'damaged', { until: 'awaitingCard' })
    await terminate(requestWorkflowId(person.personKey))
    const [year, month, day] = istanbulDayOf(new Date().toISOString()).split('-') as [
      string,
      string,
      string,
    ]
    const letter = {
      receiptId: randomUUID(),
      letterNo: 'E-4471/2026',
      'letterDate-day': day,
      'letterDate-month': month,
      'letterDate-year': year,
    }
    const post = () => clerk.post(`/requests/${request._id}/card-arrival`, letter)
    return { request, post, event: 'cardArrivalRecorded' }
  },
  'D1 the print of a card': async () => {
    const filed = await fileCard(app, await makeRelative(app, 'selin'))
    await clerk.post(`/requests/${filed._id}/decision`, decision())
    const request = await inSubState(app, filed._id, 'awaitingPrint')
    await terminate(cardProductionWorkflowId(request.cardId!))
    const print = { eventId: randomUUID(), back: '/queues/print' }
    const post = () => clerk.post(`/requests/${request._id}/printed`, print)
    return { request, post, event: 'printRecorded' }
  },
}

it.each(Object.entries(CASES))(
  'D9 %s on a lost run is called a fault, with the number that was reported and the command for the log',
  async (_what, prepare) => {
    const { request, post, event } = await prepare()
    const answer = await post()
    expect(answer.status).toBe(500)
    expect(answer.text).toContain('Bu talep şu anda ilerletilemiyor')
    expect(answer.text).toContain(`${request.number} numaralı talebin kaydı duruyor`)
    expect(answer.text).toContain('sistem yöneticilerine talep numarasıyla bildirildi')
    for (const wrong of ['sonuçlanmış', '>Yeniden dene<', 'Yeniden deneyin'])
      expect(answer.text).not.toContain(wrong)
    const reported = errorsLogged(app.logged()).filter(
      ({ requestNumber }) => requestNumber === request.number,
    )
    expect(reported).toEqual([
      expect.objectContaining({
        msg: 'the run of an open request is lost',
        command: `npm run repair -- ${request.number}`,
      }),
    ])
    const audited = await app.store.auditEntries
      .find({ event, subject: request._id }, { actor: 1, outcome: 1 })
      .sort({ _id: -1 })
      .lean()
    expect(audited[0]).toMatchObject({ actor: accountId('aygul'), outcome: 'failed' })
  },
)

it.each([
  ['for the first time', false],
  ['again', true],
])(
  'D9 opening the review of a lost run %s says so, and logs the command once per opening',
  async (_which, isOpened) => {
    const person = await makeRelative(app, 'selin')
    const request = await fileCard(app, person)
    const path = `/requests/${request._id}/review`
    const said = `${request.number} numaralı talebin kaydı duruyor`
    const reports = () =>
      errorsLogged(app.logged()).filter(({ requestNumber }) => requestNumber === request.number)
    if (isOpened) {
      expect((await clerk.get(path).expect(200)).text).not.toContain(said)
      await waitFor(
        async () =>
          (await app.store.requests.findById(request._id).orFail().lean()).opened !== null,
        { what: 'the opening in the record' },
      )
      expect((await clerk.get(path).expect(200)).text).not.toContain(said)
    }
    expect(reports()).toEqual([])
    await terminate(requestWorkflowId(person.personKey))
    for (const openings of [1, 2]) {
      const { text } = await clerk.get(path).expect(200)
      expect(text).toContain('Bu talep şu anda ilerletilemiyor')
      expect(text).toContain(said)
      expect(text).toContain('sistem yöneticilerine talep numarasıyla bildirildi')
      expect(text).toContain('name="outcome"')
      expect(reports()).toHaveLength(openings)
    }
    expect(reports()[0]).toMatchObject({ command: `npm run repair -- ${request.number}` })
    const renewed = await clerk.get(path).set('X-Renewal', 'by-itself').expect(200)
    expect(renewed.text).toContain(said)
    expect(reports()).toHaveLength(2)
  },
)
