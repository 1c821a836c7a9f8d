/** "Geri çek": taking back a request that nobody at the bureau has opened. */
import {
  cancellationPath,
  cardRequestPath,
  FAMILY,
  requestPath,
  withdrawalPath,
} from '../../../services/portal/paths'
import { requestWorkflowId } from '../../../workflows/contract'
import { linkTo } from '../../support/htmlForm'
import { errorsLogged } from '../../support/logLines'
import { cardArrival, opening } from '../../support/messages'
import { startPortal } from '../../support/portalApp'
import type { PortalApp, StaffMember } from '../../support/portalApp'
import {
  fileCancellation,
  fileCardRequest,
  inSubState,
  makeRelative,
  requestOf,
} from '../../support/portalCases'
import type { Relative } from '../../support/portalCases'
import { createStoryTeller } from '../../support/stories'

let app: PortalApp
let mother: StaffMember
let child: Relative
beforeAll(async () => {
  app = await startPortal()
  mother = await app.signedIn('mother')
})
afterAll(() => app?.close())
beforeEach(async () => {
  child = await makeRelative(app, ['mother', 'father'])
})

const withdraw = (requestId: string) => mother.pressOn(withdrawalPath(requestId), 'Evet, geri çek')
const audited = (subject: string) =>
  app.store.auditEntries.find({ event: 'requestWithdrawn', subject }, { outcome: 1 }).lean()

/** A cancellation of a delivered card, which waits for the card. */
async function fileDamaged(): Promise<string> {
  await (await createStoryTeller(app)).deliveredCard(child._id)
  const requestId = await fileCancellation(app, mother, child, 'damaged')
  await inSubState(app, requestId, 'awaitingCard')
  return requestId
}

it('S43 S47 D5 withdraws after a confirmation, keeps the word of the status, and takes a new request with the same files', async () => {
  const { _id, number, documents } = await fileCardRequest(app, mother, child)
  expect(linkTo(await mother.page(requestPath(_id)), 'Talebi geri çek')).toBe(withdrawalPath(_id))
  const question = await mother.page(withdrawalPath(_id))
  expect(question).toContain(number)

  const answer = await mother.press(question, 'Evet, geri çek')
  expect(answer.headers.location).toBe(requestPath(_id))
  const html = await mother.page(requestPath(_id))
  for (const text of [
    `${number} numaralı talebiniz geri çekildi.`,
    'Onay Bekliyor',
    'Geri çekildi',
    'Yeni talep girilebilir.',
    'Talep geri çekildi',
  ]) {
    expect(html).toContain(text)
  }
  expect(linkTo(html, 'Kart talep et')).toBe(cardRequestPath(child._id))
  expect(linkTo(html, 'Talebi geri çek')).toBeNull()
  // The home page leads to a new one.
  expect(await mother.page('/')).toContain(`href="${cardRequestPath(child._id)}"`)
  expect(await app.store.requests.findById(_id).lean()).toMatchObject({
    status: 'pending',
    subState: 'withdrawn',
    open: false,
    dueAt: null,
    decision: null,
  })
  expect((await audited(_id)).map(({ outcome }) => outcome)).toEqual(['done'])

  await mother.pressOn(cardRequestPath(child._id), 'Kaydet', { responsibility: 'accepted' })
  const again = await requestOf(app, child)
  expect(again.documents.map(({ key }) => key)).toEqual(documents.map(({ key }) => key))
})

it('D5 the other parent can request at once, and the tracking table shows both', async () => {
  const { _id } = await fileCardRequest(app, mother, child)
  await withdraw(_id)
  const father = await app.signedIn('father')
  await fileCardRequest(app, father, child)
  const html = await mother.page(FAMILY)
  expect(html).toMatch(/Onay Bekliyor<\/span>\s*<span[^>]*>Geri çekildi/)
})

it('D7 is refused once the bureau has opened the request, and is no longer offered', async () => {
  const { _id } = await fileCardRequest(app, mother, child)
  const question = await mother.page(withdrawalPath(_id))
  expect(await app.runs.openReview(child.personKey, opening(_id))).toEqual({ kind: 'taken' })

  const answer = await mother.press(question, 'Evet, geri çek')
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('incelemeye açtı; artık geri çekilemez')
  expect(linkTo(answer.text, 'Talebin son durumunu gör')).toBe(requestPath(_id))
  expect((await audited(_id)).map(({ outcome }) => outcome)).toEqual(['refused'])

  const html = await mother.page(requestPath(_id))
  expect(html).toContain('Kimlik Bürosu talebi incelemeye açtı')
  expect(linkTo(html, 'Talebi geri çek')).toBeNull()
  expect((await mother.get(withdrawalPath(_id))).headers.location).toBe(requestPath(_id))
})

it('sent twice is one withdrawal, and a withdrawal after another one is refused', async () => {
  const { _id } = await fileCardRequest(app, mother, child)
  const first = await mother.page(withdrawalPath(_id))
  const second = await mother.page(withdrawalPath(_id))
  await mother.press(first, 'Evet, geri çek').expect(303)
  await mother.press(first, 'Evet, geri çek').expect(303)
  const late = await mother.press(second, 'Evet, geri çek')
  expect(late.status).toBe(409)
  expect(late.text).toContain('bu arada sonuçlandı')
})

it('S69 D6 a cancellation is withdrawn while its card is awaited, and the card stays valid', async () => {
  const requestId = await fileDamaged()
  await withdraw(requestId)
  const html = await mother.page(requestPath(requestId))
  expect(html).toContain('Kart geçerlidir. Yeni iptal talebi girilebilir.')
  expect(linkTo(html, 'İptal talebi')).toBe(cancellationPath(child._id))
  expect(await app.store.cards.exists({ personId: child._id, cancelledAt: null })).not.toBeNull()
})

it('D6 a cancellation whose card has arrived can no longer be withdrawn', async () => {
  const requestId = await fileDamaged()
  await app.runs.recordArrival(child.personKey, cardArrival(requestId))
  await inSubState(app, requestId, 'inReview')
  expect(linkTo(await mother.page(requestPath(requestId)), 'Talebi geri çek')).toBeNull()
})

it('D9 on a lost run is called a fault, with the number that was reported and the command for the log', async () => {
  const { _id, number } = await fileCardRequest(app, mother, child)
  const question = await mother.page(withdrawalPath(_id))
  await app.client.workflow.getHandle(requestWorkflowId(child.personKey)).terminate()
  const answer = await mother.press(question, 'Evet, geri çek')
  expect(answer.status).toBe(500)
  expect(answer.text).toContain(`${number} numaralı talebin kaydı duruyor`)
  expect(answer.text).not.toContain('>Yeniden dene<')
  expect(errorsLogged(app.portalLog())).toContainEqual(
    expect.objectContaining({ requestNumber: number, command: `npm run repair -- ${number}` }),
  )
  expect((await audited(_id)).map(({ outcome }) => outcome)).toEqual(['failed'])
})

it('D5 only the applicant can withdraw; for everybody else the page does not exist', async () => {
  const { _id } = await fileCardRequest(app, mother, child)
  const [father, colleague] = [await app.signedIn('father'), await app.signedIn('colleague')]
  expect(linkTo(await father.page(requestPath(_id)), 'Talebi geri çek')).toBeNull()
  for (const other of [father, colleague]) {
    await other.get(withdrawalPath(_id)).expect(404)
    expect(
      (await other.post(withdrawalPath(_id), { withdrawalId: crypto.randomUUID() })).status,
    ).toBe(404)
  }
  expect(await app.store.requests.findById(_id).lean()).toMatchObject({ open: true })
})
