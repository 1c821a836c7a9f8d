/** The pages of the portal: empty, filled, and with something wrong. */
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import type { RefreshState } from '../../../workflows/domain/familyRefresh'
import { LoginPage } from '../../support/pages/login'
import type { Stack } from '../../support/stack'
import { filingVisits } from './filing'
import { managerVisits } from './manager'
import { demoCase, isIn, isLatest, overlayVisits } from './visit'
import type { Visit } from './visit'

const inReview = demoCase(isIn('cardRequest', 'inReview'))
const delivered = demoCase(
  (request) => isIn('cardRequest', 'delivered')(request) && isLatest(request),
)
const awaitingCard = demoCase(isIn('cancellationRequest', 'awaitingCard'))
const awaitingApplicant = demoCase(isIn('cardRequest', 'awaitingApplicant'))
const withdrawn = demoCase(isIn('cardRequest', 'withdrawn'))
const explained = demoCase(({ steps }) =>
  steps.some((step) => step.kind === 'reject' && step.explanation !== ''),
)
const returnedBySystem = demoCase(
  (request) => request.type === 'cardRequest' && request.photoIsNone === true,
)

const CARD_REQUEST = '/family/:personId/card-request'

/** The family page while a refresh has this state. */
async function openDuringRefresh(
  page: Page,
  stack: Stack,
  username: string,
  state: RefreshState,
): Promise<void> {
  const _id = await stack.accountIdOf(username)
  const at = new Date()
  await stack.store.families.deleteOne({ _id })
  await stack.store.familyRefreshes.replaceOne(
    { _id },
    {
      runId: randomUUID(),
      startedAt: at,
      at,
      seq: 1,
      state,
      fault: state === 'waiting' ? 'timeout' : null,
      nextAttemptAt: state === 'waiting' ? new Date(at.getTime() + 60_000) : null,
    },
    { upsert: true },
  )
  await page.goto('/family')
}

/** The family page of somebody whose relative with a card has left the list, which then is as before. */
async function openAfterLeaving(page: Page, stack: Stack): Promise<void> {
  const _id = await stack.accountIdOf(delivered.username)
  const personId = await stack.relativeOf(delivered.username, delivered.name)
  const family = await stack.store.families.findById(_id).orFail().lean()
  const member = family.members.find((one) => one.personId === personId)!
  await stack.store.families.updateOne(
    { _id },
    {
      members: family.members.filter((one) => one !== member),
      former: [{ ...member, reason: 'notListed', leftAt: new Date() }],
    },
  )
  await page.goto('/family')
  await page.locator('#former-family').waitFor()
  await stack.store.families.replaceOne({ _id }, family)
}

const visits: Omit<Visit, 'app'>[] = [
  { what: 'S5 the login', route: '/login', as: null, open: (page) => page.goto('/') },
  {
    what: 'the login with a wrong password',
    route: '/login',
    as: null,
    open: async (page) => {
      await page.goto('/login')
      const login = new LoginPage(page)
      await login.signIn('personel1', 'yanlış parola')
      await login.faults()
    },
  },
  {
    what: 'S1 S7 the home page with something to do',
    route: '/',
    as: 'personel5',
    open: (page) => page.goto('/'),
  },
  {
    what: 'the home page with nothing to do',
    route: '/',
    as: 'personel2',
    open: (page) => page.goto('/'),
  },
  {
    what: 'the home page of a project manager',
    route: '/',
    as: 'proje.yoneticisi',
    open: (page) => page.goto('/'),
  },
  {
    what: 'a family with nothing asked for',
    route: '/family',
    as: 'personel1',
    open: (page) => page.goto('/family'),
  },
  {
    what: 'S15 an empty family',
    route: '/family',
    as: 'personel2',
    open: (page) => page.goto('/family'),
  },
  {
    what: 'S14 a family fetched from the register at the first visit, with a child of 14',
    route: '/family',
    as: 'yirmidokuz.subat',
    open: (page) => page.goto('/family'),
  },
  {
    what: 'S17 a family that the register has not answered yet',
    route: '/family',
    as: 'bosanmis',
    open: (page, stack) => openDuringRefresh(page, stack, 'bosanmis', 'asking'),
  },
  {
    what: 'D9 a family after a fault of the register',
    route: '/family',
    as: 'tek.cocuk',
    open: (page, stack) => openDuringRefresh(page, stack, 'tek.cocuk', 'waiting'),
  },
  {
    what: 'a family with a former member who has a card',
    route: '/family',
    as: delivered.username,
    open: openAfterLeaving,
  },
  {
    what: 'S2 S41 a family with a returned request',
    route: '/family',
    as: 'personel5',
    open: (page) => page.goto('/family'),
  },
  {
    what: 'a family with a card to be sent',
    route: '/family',
    as: awaitingCard.username,
    open: (page) => page.goto('/family'),
  },
  ...filingVisits,
  ...[
    { what: 'a request in review', shown: inReview },
    { what: 'S51 a request that was returned with an explanation', shown: explained },
    { what: 'D9 a request that the document check returned', shown: returnedBySystem },
    { what: 'a cancellation that waits for the card', shown: awaitingCard },
    { what: 'a request whose document is asked for', shown: awaitingApplicant },
    { what: 'a request whose card was handed over', shown: delivered },
    { what: 'a request that was withdrawn', shown: withdrawn },
  ].map(({ what, shown: { id, username } }) => ({
    what,
    route: '/requests/:requestId',
    as: username,
    open: (page: Page) => page.goto(`/requests/${id}`),
  })),
  {
    what: 'the question before a request is withdrawn',
    route: '/requests/:requestId/withdrawal',
    as: awaitingCard.username,
    open: (page) => page.goto(`/requests/${awaitingCard.id}/withdrawal`),
  },
  {
    what: 'what becomes of personal data, before the login',
    route: '/privacy',
    as: null,
    open: (page) => page.goto('/privacy'),
  },
  {
    what: 'who has looked at the data of a staff member',
    route: '/privacy/own',
    as: 'personel5',
    open: (page) => page.goto('/privacy/own'),
  },
  {
    what: 'the sheet about the data of a relative',
    route: '/family/:personId/privacy',
    as: delivered.username,
    open: async (page, stack) => {
      const personId = await stack.relativeOf(delivered.username, delivered.name)
      await page.goto(`/family/${personId}/privacy`)
    },
  },
  {
    what: 'notices, and a wrong address for mails',
    route: '/notices',
    as: delivered.username,
    open: async (page) => {
      await page.goto('/notices')
      await page.getByLabel('E-posta adresiniz').fill('ayşe')
      await page.getByRole('button', { name: 'Adresi kaydet' }).click()
      await page.getByRole('alert').waitFor()
    },
  },
  {
    what: 'no notices yet',
    route: '/notices',
    as: 'personel2',
    open: (page) => page.goto('/notices'),
  },
  ...overlayVisits('/family', 'personel5'),
  {
    what: 'S47 the refusal of a second request',
    route: CARD_REQUEST,
    as: inReview.username,
    open: async (page, { store }) => {
      const { personId } = await store.requests
        .findById(inReview.id, { personId: 1 })
        .orFail()
        .lean()
      await page.goto(`/family/${personId}/card-request`)
    },
  },
  {
    what: 'an address that leads nowhere',
    route: null,
    as: 'personel2',
    open: (page) => page.goto('/nowhere'),
  },
  {
    what: 'a page for others',
    route: null,
    as: 'proje.yoneticisi',
    open: (page) => page.goto('/family'),
  },
]

export const portalVisits: readonly Visit[] = [...visits, ...managerVisits].map((visit) => ({
  app: 'portal',
  ...visit,
}))
