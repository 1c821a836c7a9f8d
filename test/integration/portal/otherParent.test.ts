/** Two parents at the ministry share their child (D5), and each has to know what the other has done. */
import { cardRequestPath, FAMILY, requestPath } from '../../../services/portal/paths'
import { lira } from '../../../services/shared/web/texts/format/numbers'
import { rejection } from '../../support/messages'
import { startPortal } from '../../support/portalApp'
import type { PortalApp, StaffMember } from '../../support/portalApp'
import {
  fileCardRequest,
  inSubState,
  makeRelative,
  requestOf,
  uploadGood,
} from '../../support/portalCases'
import type { Relative } from '../../support/portalCases'
import { FEE } from '../../support/webServer'

let app: PortalApp
let mother: StaffMember
let father: StaffMember
let child: Relative
beforeAll(async () => {
  app = await startPortal()
  mother = await app.signedIn('mother')
  father = await app.signedIn('father')
  const wife = await makeRelative(app, ['father'], { relation: 'spouse' })
  await app.store.people.updateOne({ _id: wife._id }, { personKey: 'key-mother' })
})
afterAll(() => app?.close())
beforeEach(async () => {
  child = await makeRelative(app, ['mother', 'father'])
})

it('D5 the row names the spouse who asked, with the number of the request', async () => {
  const { number } = await fileCardRequest(app, mother, child)
  expect(await father.page(FAMILY)).toContain(`Eşiniz Gökçe Şimşek istedi · ${number}`)
  expect(await mother.page(FAMILY)).not.toContain('istedi ·')
})

it('D5 the page says that the spouse is preparing a request, once they have begun', async () => {
  const text = 'Eşiniz bu kişi için talep hazırlıyor'
  await mother.page(cardRequestPath(child._id))
  expect(await father.page(cardRequestPath(child._id))).not.toContain(text)
  await uploadGood(mother, cardRequestPath(child._id), ['receipt'])
  expect(await father.page(cardRequestPath(child._id))).toContain(text)
  expect(await mother.page(cardRequestPath(child._id))).not.toContain('talep hazırlıyor')
})

it('D5 the one who comes second reads that the receipt is kept, and can use it later', async () => {
  await uploadGood(father, cardRequestPath(child._id), ['photo', 'receipt'])
  const open = await father.page(cardRequestPath(child._id))
  const { _id } = await fileCardRequest(app, mother, child)
  const refused = await father.press(open, 'Kaydet', { responsibility: 'accepted' })
  expect(refused.status).toBe(409)
  expect(refused.text).toContain('Dekontunuz kullanılmadı')

  await app.runs.decide(child.personKey, rejection(_id))
  await inSubState(app, _id, 'returned')
  await father.pressOn(cardRequestPath(child._id), 'Kaydet', { responsibility: 'accepted' })
  expect((await requestOf(app, child)).applicantId).toBe('account-father')
})

it('S50 S52 D5 after a rejection both parents read what becomes of the receipt', async () => {
  const { _id } = await fileCardRequest(app, mother, child)
  await app.runs.decide(child.personKey, rejection(_id, { reasons: ['photoBackground'] }))
  await inSubState(app, _id, 'returned')
  expect(await mother.page(requestPath(_id))).toContain('Dekontunuz geçerli: yeni talebinizde')
  expect(await father.page(requestPath(_id))).toContain('Dekontu eşiniz yükledi')
})

it('S50 S52 a receipt with a wrong amount has to be uploaded again', async () => {
  const { _id } = await fileCardRequest(app, mother, child)
  await app.runs.decide(child.personKey, rejection(_id, { reasons: ['receiptAmountWrong'] }))
  await inSubState(app, _id, 'returned')
  const html = await mother.page(requestPath(_id))
  expect(html).toContain('Dekont tutarı yanlış')
  expect(html).toContain('Yeni talebinizde dekontu yeniden yüklemeniz gerekir.')
})

it('S29 the fee and where it is paid are shown above the receipt', async () => {
  const html = await mother.page(cardRequestPath(child._id))
  const above = html.slice(html.indexOf('id="fee"'), html.indexOf('id="receipt-field"'))
  for (const text of [
    lira(FEE.amount, 'tr'),
    FEE.payee,
    'TR33 0006 1005 1978 6457 8413 26',
    FEE.note,
  ]) {
    expect(above).toContain(text)
  }
})
