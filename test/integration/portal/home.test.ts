/** "Standart Ana Sayfa": the left menu, and what waits for the reader. */
import {
  ACCOUNTS,
  cancellationPath,
  cardRequestPath,
  confirmationPath,
  FAMILY,
  HOME,
  PRIVACY,
  requestPath,
  UNITS,
} from '../../../services/portal/paths'
import { portalOpeningPages } from '../../../services/portal/openingPages'
import { linkTo } from '../../support/htmlForm'
import { impossibleInLog, makeImpossible } from '../../support/impossibleState'
import { longDate } from '../../../services/shared/web/texts/format/dates'
import { cardEvent, rejection } from '../../support/messages'
import { EVERY_ROUTE_MS, expectOwnWordsEverywhere } from '../../support/outdatedPage'
import { accountId, startPortal } from '../../support/portalApp'
import type { PortalApp } from '../../support/portalApp'
import {
  explain,
  fileCardRequest,
  inSubState,
  makeRelative,
  requestOf,
  uploadGood,
} from '../../support/portalCases'
import type { StaffMember } from '../../support/portalApp'
import { createStoryTeller } from '../../support/stories'
import type { StoryTeller } from '../../support/stories'
import { waitFor } from '../../support/world'

let app: PortalApp
let stories: StoryTeller
let mother: StaffMember
beforeAll(async () => {
  app = await startPortal()
  stories = await createStoryTeller(app)
  mother = await app.signedIn('mother')
})
afterAll(() => app?.close())
beforeEach(async () => {
  await app.store.families.deleteMany({})
})

/** The figure of a tile. */
function figure(html: string, text: string): number {
  const found = new RegExp(
    `pyk-figure__count">(\\d+)</span>\\s*<span class="pyk-figure__text">${text}<`,
  ).exec(html)
  return Number(found?.[1] ?? Number.NaN)
}

it('S1 S7 S12 has its title, and a left menu with a link to the family', async () => {
  const html = await mother.page(HOME)
  expect(html).toContain('<h1 class="pyk-title">Standart Ana Sayfa</h1>')
  const menu = html.slice(html.indexOf('id="left-menu"')).split('</nav>')[0]!
  expect(linkTo(menu, 'Personel Yakını Kart Talep')).toBe(FAMILY)
  expect(html).toContain('Şu anda yapmanız gereken bir şey yok')
})

it('S41 counts what is open, which cards are valid, and whom one can be requested for', async () => {
  const [open, withCard] = [await makeRelative(app), await makeRelative(app)]
  await makeRelative(app)
  await Promise.all([fileCardRequest(app, mother, open), stories.deliveredCard(withCard._id)])
  const html = await mother.page(HOME)
  expect(figure(html, 'açık talep')).toBe(1)
  expect(figure(html, 'geçerli kart')).toBe(1)
  expect(figure(html, 'kart talep edilebilecek yakın')).toBe(1)
})

it('S67 S68 D6 reminds of a card that is to be sent, and says when the run sent a reminder', async () => {
  const child = await makeRelative(app)
  await stories.deliveredCard(child._id)
  await mother.pressOn(cancellationPath(child._id), 'Devam et', { cancellationReason: 'damaged' })
  await mother.pressOn(confirmationPath(child._id), 'İptal talebini gönder')
  const { _id } = await requestOf(app, child)
  await inSubState(app, _id, 'awaitingCard')
  const html = await mother.page(HOME)
  expect(html).toContain(`${child.name} ${child.surname}’in kartını gönderin`)
  expect(html).toContain('yazı ekinde Kimlik Bürosuna gönderin')
  expect(html).toContain(`href="${requestPath(_id)}"`)

  const reminder = { about: 'cardNotArrived', at: new Date('2026-11-10T06:00:00Z') }
  await app.store.requests.updateOne({ _id }, { $push: { reminders: reminder } })
  expect(await mother.page(HOME)).toContain('hatırlatma: 10.11.2026 09:00')
})

it('S45 S51 says what must be fixed, and links there', async () => {
  const child = await makeRelative(app)
  const { _id } = await fileCardRequest(app, mother, child)
  const explanationId = await explain(app, _id, 'Tutar satırı kesik.')
  await app.runs.decide(
    child.personKey,
    rejection(_id, { reasons: ['receiptUnreadable'], explanationId }),
  )
  await inSubState(app, _id, 'returned')
  const html = await mother.page(HOME)
  expect(html).toContain('dekontu düzeltilmeli')
  expect(html).toContain('Tutar satırı kesik.')
  expect(html).toContain(`href="${cardRequestPath(child._id)}">Düzelt ve yeniden talep et`)
})

it('shows a request whose state is impossible as unreadable, and keeps the rest usable', async () => {
  const [child, other] = [await makeRelative(app), await makeRelative(app)]
  const { _id, number } = await fileCardRequest(app, mother, child)
  await inSubState(app, _id, 'inReview')
  await makeImpossible(app.store, _id)
  const html = await mother.page(HOME)
  expect(html).toMatch(new RegExp(`${number} · Okunamıyor<br>Kaydın durumu tutarsız`))
  expect(html).toContain(`href="${cardRequestPath(other._id)}"`)
  expect(html).not.toContain(`href="${cardRequestPath(child._id)}"`)
  expect(app.portalLog()).toMatch(impossibleInLog(_id))
})

it('links to an unfinished request', async () => {
  const child = await makeRelative(app)
  await uploadGood(mother, cardRequestPath(child._id), ['receipt'])
  const html = await mother.page(HOME)
  expect(html).toContain(`${child.name} ${child.surname} için yarım kalan kart talebi`)
  expect(html).toContain(`href="${cardRequestPath(child._id)}">Devam et`)
})

it('S10 S11 S22 links to the first request for each relative who may have a card', async () => {
  const [child, other] = [await makeRelative(app), await makeRelative(app)]
  const html = await mother.page(HOME)
  for (const { _id, name, surname } of [child, other]) {
    const heading = `${name} ${surname} için kart talep et`
    expect(linkTo(html, `Kart talep et: ${heading}`)).toBe(cardRequestPath(_id))
  }
  expect(html).not.toContain('yapmanız gereken bir şey yok')
  expect(html).not.toContain('#ok"')
})

it('S41 D1 shows each request under way with its stage and its day', async () => {
  const [asked, made, done] = [
    await makeRelative(app),
    await makeRelative(app),
    await makeRelative(app),
  ]
  const { _id, dueAt } = await fileCardRequest(app, mother, asked)
  const cardId = await stories.cardInProduction(made._id)
  await app.runs.recordProduction(cardEvent(cardId, 'printed'))
  await waitFor(() => app.store.requests.exists({ cardId, subState: 'printed' }), {
    what: 'the print',
  })
  await stories.deliveredCard(done._id)
  const html = await mother.page(HOME)
  const running = html.slice(html.indexOf('id="running"')).split('</section>')[0]!
  const words = running.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  expect(words).toContain(
    `${asked.name} ${asked.surname} Kart Talebi · İnceleme sırasında İncelemenin son günü: ${longDate(dueAt!, 'tr')}`,
  )
  expect(words).toContain(
    `${made.name} ${made.surname} Kart Talebi · Basıldı ${longDate(new Date(), 'tr')} tarihinden beri`,
  )
  expect(words).not.toContain(done.surname)
  expect(linkTo(running, `Takip et: ${asked.name} ${asked.surname}`)).toBe(requestPath(_id))
})

it('S7 S8 can be replaced as the opening page by the family list, with one press', async () => {
  await mother.pressOn(FAMILY, 'Açılış ana sayfası yap')
  const again = app.visitor()
  expect((await again.signIn('mother', { back: '' })).headers.location).toBe(FAMILY)
  await mother.pressOn(FAMILY, 'Geri al')
  expect((await app.visitor().signIn('mother', { back: '' })).headers.location).toBe(HOME)
})

it('S8 S74 a project manager can start with the accounts of the unit, and has them in "Modüller"', async () => {
  const manager = await app.signedIn('manager')
  const menu = (html: string) => html.split('data-module="modules"')[1]!.split('</details>')[0]!
  expect(linkTo(menu(await manager.page(HOME)), 'Hesaplar')).toBe(ACCOUNTS)
  expect(linkTo(menu(await mother.page(HOME)), 'Hesaplar')).toBeNull()
  await manager.pressOn(ACCOUNTS, 'Açılış ana sayfası yap')
  expect((await app.visitor().signIn('manager', { back: '' })).headers.location).toBe(ACCOUNTS)
  await manager.pressOn(ACCOUNTS, 'Geri al')
})

it('S7 S9 every opening page exists for all who may choose it, and has its name in the menu', async () => {
  expect(portalOpeningPages.length).toBeGreaterThan(1)
  for (const { path, access } of portalOpeningPages)
    expect(app.routes).toContainEqual(expect.objectContaining({ method: 'get', path, access }))
  expect(linkTo(await mother.page(HOME), 'e-İçişleri Ana Sayfa')).toBe(HOME)
})

it('S74 shows a project manager their page, without a family', async () => {
  const manager = await app.signedIn('manager')
  const html = await manager.page(HOME)
  expect(html).toContain('Standart Ana Sayfa')
  expect(linkTo(html, 'Personel Yakını Kart Talep')).toBeNull()
})

it('D9 a family that cannot be read is a fault, and never shown as nothing to do', async () => {
  await app.store.families.create({
    _id: accountId('mother'),
    members: [{ personId: 'nobody', relation: 'child' }],
  })
  const answer = await mother.get(HOME).expect(500)
  expect(answer.text).toContain('Bu bir sistem arızasıdır')
  expect(answer.text).not.toContain('yapmanız gereken bir şey yok')
})

describe('every page', () => {
  it('asks those who are not signed in to sign in, and is closed to people who are not staff', async () => {
    const manager = await app.signedIn('manager')
    const open = new Set([
      '/login',
      '/logout',
      '/password',
      '/kept-form',
      '/opening-page',
      '/session',
      UNITS,
      PRIVACY,
      HOME,
    ])
    const guarded = app.routes.filter(
      ({ path, access }) => !open.has(path) && !access.includes('projectManager'),
    )
    expect(guarded.length).toBeGreaterThan(10)
    for (const { method, path, access } of guarded) {
      expect(access).toEqual(['staff'])
      const address = path.replace(/:\w+/g, 'x')
      const answer = method === 'get' ? await manager.get(address) : await manager.post(address)
      expect([address, answer.status]).toEqual([address, 403])
    }
  })
})

it(
  'answers values that it does not know in its own words, on every route',
  async () => {
    const { _id } = await makeRelative(app)
    const visitor = await app.signedIn('mother')
    await expectOwnWordsEverywhere(visitor, app.routes, { personId: _id })
  },
  EVERY_ROUTE_MS,
)
