/**
 * The switch of language keeps what is entered in the page's form, and no password goes anywhere.
 */
import type { Page, Request } from 'playwright-core'
import { AnyPage } from '../support/pages/anyPage'
import { CardArrivalPage } from '../support/pages/bureau/cardArrival'
import { ReviewPage } from '../support/pages/bureau/review'
import { LoginPage } from '../support/pages/login'
import { CancellationPage } from '../support/pages/portal/cancellation'
import { CardRequestPage } from '../support/pages/portal/cardRequest'
import { FamilyPage } from '../support/pages/portal/family'
import { startStack } from '../support/stack'
import type { Stack, WebApp } from '../support/stack'
import { demoCase, isIn } from './visits/visit'

const inReview = demoCase(isIn('cardRequest', 'inReview'))
const awaitingCard = demoCase(isIn('cancellationRequest', 'awaitingCard'))
const CARD_HOLDER = 'Süleyman Doğan'

interface Case {
  what: string
  app: WebApp
  as: string
  /** Opens a page and enters something in its form. */
  enter: (page: Page) => Promise<void>
  /** Some of the values of the form. */
  entered: [string, string][]
}

const cases: Case[] = [
  {
    what: 'S32 the responsibility that was accepted',
    app: 'portal',
    as: 'personel1',
    async enter(page) {
      const family = new FamilyPage(page)
      await family.open()
      await family.requestCard('Çağrı Yıldırım')
      await new CardRequestPage(page).acceptResponsibility()
    },
    entered: [['responsibility', 'accepted']],
  },
  {
    what: 'S58 the reason of a cancellation',
    app: 'portal',
    as: 'personel5',
    async enter(page) {
      const family = new FamilyPage(page)
      await family.open()
      await family.requestCancellation(CARD_HOLDER)
      await new CancellationPage(page).choose('Fotoğraf değişikliği')
    },
    entered: [['cancellationReason', 'photoChange']],
  },
  {
    what: 'S50 the reasons and the explanation of a rejection',
    app: 'bureau',
    as: 'buro2',
    async enter(page) {
      await page.goto(`/requests/${inReview.id}/review`)
      await new ReviewPage(page).chooseRejection(
        ['Yüz tam görünmüyor', 'Fotoğrafın arka planı beyaz değil'],
        'Işık az.\nGölge çok.',
      )
    },
    entered: [
      ['outcome', 'rejected'],
      ['explanation', 'Işık az.\nGölge çok.'],
    ],
  },
  {
    what: 'S68 number and date of the letter of a card',
    app: 'bureau',
    as: 'buro2',
    async enter(page) {
      await page.goto(`/requests/${awaitingCard.id}/card-arrival`)
      await new CardArrivalPage(page).enter('E-12345678-903.07-4471', '2026-11-20')
    },
    entered: [
      ['letterNo', 'E-12345678-903.07-4471'],
      ['letterDate-day', '20'],
      ['letterDate-month', '11'],
      ['letterDate-year', '2026'],
    ],
  },
]

let stack: Stack
beforeAll(async () => {
  stack = await startStack('demo')
})
afterAll(() => stack.stop())

describe('the switch of language keeps', () => {
  it.each(cases)('$what, once, and in no address', async ({ app, as, enter, entered }) => {
    const page = await stack.signedIn(app, as)
    await enter(page)
    const shown = new AnyPage(page)
    const address = page.url()
    const before = await shown.entered()
    expect(before).toEqual(expect.arrayContaining(entered))

    const asked = requestsOf(page)
    await shown.inEnglish()
    expect(await shown.entered()).toEqual(before)
    expect(page.url()).toBe(address)
    const posted = asked
      .filter((request) => request.method() === 'POST')
      .map((request) => new URL(request.url()))
    expect(posted).toMatchObject([{ pathname: '/kept-form', search: '' }])

    await page.goto(address)
    expect(await shown.entered()).not.toEqual(expect.arrayContaining(entered))
    await page.context().close()
  })

  it.each([
    { how: 'hidden', show: false },
    { how: 'shown', show: true },
  ])('S5 the user name at the login, while a $how password is not even sent', async ({ show }) => {
    const page = await stack.newPage('portal')
    await page.goto('/login')
    const login = new LoginPage(page)
    await login.enter('personel1', 'Gizli-1')
    if (show) await login.showPassword()
    const asked = requestsOf(page)
    await login.inEnglish()
    expect(Object.fromEntries(await login.entered())).toMatchObject({
      username: 'personel1',
      password: '',
    })
    expect(asked.map((request) => `${request.url()} ${request.postData()}`).join()).not.toContain(
      'Gizli-1',
    )
    await page.context().close()
  })
})

it('without scripts the switch of language is a plain link', async () => {
  const page = await stack.signedIn('portal', 'personel1', { javaScriptEnabled: false })
  await new AnyPage(page).inEnglish()
  await page.context().close()
})

/** Everything the page asks for from now on. */
function requestsOf(page: Page): Request[] {
  const asked: Request[] = []
  page.on('request', (request) => asked.push(request))
  return asked
}
