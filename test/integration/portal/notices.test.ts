/** "Bildirimler": the notices of the reader's own requests, their count, and the mail address. */
import { NOTICES, requestPath } from '../../../services/portal/paths'
import { fileCardRequest, makeRelative } from '../../support/portalCases'
import { accountId, startPortal } from '../../support/portalApp'
import type { PortalApp, StaffMember } from '../../support/portalApp'

let app: PortalApp
let mother: StaffMember
beforeAll(async () => {
  app = await startPortal()
  mother = await app.signedIn('mother')
})
afterAll(() => app.close())
beforeEach(() => app.store.notices.updateMany({}, { $set: { readAt: new Date() } }))

const unread = (html: string) => />Bildirimler <span[^]*?Bekleyen: (\d+)/.exec(html)?.[1] ?? '0'

it('S34 S41 reports a request that was taken, with a count in the menu until it is read', async () => {
  const request = await fileCardRequest(app, mother, await makeRelative(app))
  const html = await mother.page(NOTICES)
  expect(unread(html)).toBe('1')
  expect(html).toContain('Talebiniz alınmış ve Kimlik Bürosuna yönlendirilmiştir.')
  expect(html).toContain(`${request.number} · Kart Talebi · Ege Karayel`)
  expect(html).toContain('E-posta gönderilmeyecek: adresiniz kayıtlı değil')
  const answer = await mother.pressOn(NOTICES, 'Tümünü okundu işaretle')
  expect(answer.status).toBe(303)
  const read = await mother.page(NOTICES)
  expect(unread(read)).toBe('0')
  expect(read).toContain(request.number)
  expect(read).not.toContain('Tümünü okundu işaretle')
})

it('counts a notice as read once the page of its request was opened', async () => {
  const { _id } = await fileCardRequest(app, mother, await makeRelative(app))
  await mother.page(requestPath(_id))
  expect(unread(await mother.page(NOTICES))).toBe('0')
})

it('shows nobody the notices of others', async () => {
  const { number } = await fileCardRequest(app, mother, await makeRelative(app))
  const father = await app.signedIn('father')
  const html = await father.page(NOTICES)
  expect(html).not.toContain(number)
  expect(html).toContain('Henüz bildirim yok')
  await father.post('/notices/read', { until: new Date().toISOString() })
  expect(unread(await mother.page(NOTICES))).toBe('1')
})

it('keeps an address for mails, refuses a wrong one, and forgets it when it is emptied', async () => {
  const stored = async () =>
    (await app.store.accounts.findById(accountId('mother')).orFail().lean()).email
  await mother.pressOn(NOTICES, 'Adresi kaydet', { email: ' gokce@icisleri.example ' })
  expect(await stored()).toBe('gokce@icisleri.example')
  await fileCardRequest(app, mother, await makeRelative(app))
  expect(await mother.page(NOTICES)).toContain('E-posta gönderilmeyi bekliyor')
  await mother.pressOn(NOTICES, 'Adresi kaydet', { email: 'gokce' })
  const html = await mother.page(NOTICES)
  expect(html).toContain('ad@kurum.gov.tr biçiminde bir e-posta adresi yazın')
  expect(await stored()).toBe('gokce@icisleri.example')
  await mother.pressOn(NOTICES, 'Adresi kaydet', { email: '' })
  expect(await stored()).toBeUndefined()
})
