/** The pages about personal data: what is kept how long, and who has looked at it. */
import {
  FAMILY,
  OWN_PRIVACY,
  PRIVACY,
  relativePrivacyPath,
  requestPath,
} from '../../../services/portal/paths'
import { CLERK } from '../../support/messages'
import { accountId, startPortal } from '../../support/portalApp'
import type { PortalApp, StaffMember } from '../../support/portalApp'
import { fileCardRequest, makeRelative } from '../../support/portalCases'

let app: PortalApp
let mother: StaffMember
beforeAll(async () => {
  app = await startPortal()
  mother = await app.signedIn('mother')
  await app.store.accounts.updateOne(
    { _id: accountId('colleague') },
    { $set: { roles: ['staff', 'clerk'] } },
  )
})
afterAll(() => app.close())

const wordsOf = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

it('says which data are kept and how long, with the terms by which they are deleted', async () => {
  const words = wordsOf(await mother.page(PRIVACY))
  expect(words).toContain('Son değişiklikten 7 gün sonra')
  expect(words).toContain('24 saat sonra silinir')
  expect(words).toContain('karardan 90 gün sonra, yerine yenisi konan dosya 90 gün sonra silinir')
  expect(await mother.page(FAMILY)).toContain(`href="${PRIVACY}"`)
})

it('shows who has looked at a relative, by role and date, and never by name', async () => {
  const relative = await makeRelative(app)
  const { _id } = await fileCardRequest(app, mother, relative)
  await mother.page(requestPath(_id))
  const look = { subject: _id, at: new Date(), outcome: 'done' as const }
  for (const act of [
    { event: 'personFileOpened', actor: accountId('colleague') },
    { event: 'personFileOpened', actor: accountId('colleague') },
    { event: 'decisionGiven', actor: CLERK },
  ])
    await app.store.audit.append({ ...look, ...act })
  const html = await mother.page(relativePrivacyPath(relative._id))
  expect(wordsOf(html)).toMatch(/Kimlik Bürosu memuru Kimlik bilgileri ve talep dosyası 2/)
  expect(wordsOf(html)).toMatch(/Aile bireyi olan personel Talep bilgileri 1/)
  expect(html).not.toContain('Tuğrul Aksoy')
  expect(wordsOf(html)).toContain('15 yaşını doldurmuş çocuklar')
})

it('shows own accesses, and a sheet for each relative', async () => {
  const relative = await makeRelative(app)
  await mother.page(FAMILY)
  const html = await mother.page(OWN_PRIVACY)
  expect(wordsOf(html)).toMatch(/Siz Aile listesi \d+/)
  expect(html).toContain(relativePrivacyPath(relative._id))
})

it('gives the sheet of a relative to nobody outside the family', async () => {
  const relative = await makeRelative(app, ['father'])
  expect((await mother.get(relativePrivacyPath(relative._id))).status).toBe(404)
})
