/**
 * The pages of the bureau: lists with work and without, requests of every kind, and the error
 * pages.
 */
import { randomUUID } from 'node:crypto'
import type { Page } from 'playwright-core'
import type { ItemOutcome } from '../../../workflows/domain/batches'
import type { CancellationReason } from '../../../workflows/domain/reasons'
import { DAY_MS } from '../../support/durations'
import { CardArrivalPage } from '../../support/pages/bureau/cardArrival'
import { ReviewPage } from '../../support/pages/bureau/review'
import { SearchPage } from '../../support/pages/bureau/search'
import { LoginPage } from '../../support/pages/login'
import type { Stack } from '../../support/stack'
import { headVisits } from './head'
import { demoCase, isIn, overlayVisits } from './visit'
import type { Visit } from './visit'

const cardInReview = demoCase(isIn('cardRequest', 'inReview'))
const inReviewFor = (reason: CancellationReason) =>
  demoCase(
    (request) =>
      request.type === 'cancellationRequest' &&
      request.reason === reason &&
      request.state.subState === 'inReview',
  )
const unprintedInReview = inReviewFor('divorce')
const lostInReview = inReviewFor('lostOrStolen')
const arrivedInReview = inReviewFor('damaged')
const awaitingCard = demoCase(isIn('cancellationRequest', 'awaitingCard'))

const withHead = demoCase(isIn('cardRequest', 'withHead'))
const awaitingPrint = demoCase(isIn('cardRequest', 'awaitingPrint'))
const printed = demoCase(isIn('cardRequest', 'printed'))

/** A batch that has ended, with an item of each kind. @returns its id */
async function writeBatch({ store, accountIdOf }: Stack): Promise<string> {
  const [_id, by, now] = [randomUUID(), await accountIdOf('buro2'), new Date()]
  const outcomes: (ItemOutcome | null)[] = [
    { kind: 'done' },
    { kind: 'refused', cause: 'alreadyReceived', earlier: { by, at: now.toISOString() } },
    { kind: 'failed', fault: 'unavailable' },
    null,
  ]
  const ids = [awaitingPrint, cardInReview, lostInReview, arrivedInReview].map(({ id }) => id)
  const items = ids.map((requestId, index) => ({
    requestId,
    messageId: randomUUID(),
    outcome: outcomes[index]!,
  }))
  const expires = new Date(now.getTime() + DAY_MS)
  const times = { at: now, attemptAt: now, endedAt: now, expires }
  const batch = { _id, by, kind: 'printed', letter: null, attempt: 1, items, ...times } as const
  await store.batches.create({ ...batch, items })
  return _id
}

const REVIEW = '/requests/:requestId/review'
const ESCALATION = '/requests/:requestId/escalation'
const DOCUMENT_ASK = '/requests/:requestId/missing'

const reviewOf = (page: Page, id: string) => page.goto(`/requests/${id}/review`)

/** Gives a request to a colleague for a while. */
async function heldByColleague({ store, accountIdOf }: Stack, requestId: string): Promise<void> {
  const lease = { holder: await accountIdOf('buro1'), until: new Date(Date.now() + 600_000) }
  await store.leases.updateOne({ _id: requestId }, lease, { upsert: true })
}

const visits: Omit<Visit, 'app'>[] = [
  { what: 'the login', route: '/login', as: null, open: (page) => page.goto('/') },
  {
    what: 'the login of somebody from elsewhere',
    route: '/login',
    as: null,
    open: async (page) => {
      await page.goto('/login')
      const login = new LoginPage(page)
      await login.signIn('personel1')
      await login.faults()
    },
  },
  { what: 'S7 the home page', route: '/', as: 'buro2', open: (page) => page.goto('/') },
  ...(['review', 'cardArrival', 'applicant', 'print', 'dispatch', 'handover'] as const).map(
    (queue) => ({
      what: `the list ${queue}`,
      route: '/queues/:queue',
      as: 'buro2',
      open: (page: Page) => page.goto(`/queues/${queue}`),
    }),
  ),
  {
    what: 'a list under two filters',
    route: '/queues/:queue',
    as: 'buro2',
    open: (page) => page.goto('/queues/review?type=cancellationRequest&unit=1010'),
  },
  {
    what: 'a list in the other order, with filters that can be saved and one that is',
    route: '/queues/:queue',
    as: 'buro2',
    open: async (page, stack) => {
      await stack.store.savedFilters.deleteMany({})
      await page.goto('/queues/review?type=cardRequest')
      await page.getByLabel('Bu filtrelere bir ad verin').fill('Yeni kartlar')
      await page.getByRole('button', { name: 'Filtreyi kaydet' }).click()
      await page.getByRole('link', { name: 'Yeni kartlar' }).waitFor()
      await page.goto('/queues/review?order=last&holder=unclaimed')
    },
  },
  {
    what: 'a list whose filter finds nothing',
    route: '/queues/:queue',
    as: 'buro2',
    open: (page) => page.goto('/queues/print?unit=yok'),
  },
  {
    what: 'the review of a card request',
    route: REVIEW,
    as: 'buro2',
    open: (page) => reviewOf(page, cardInReview.id),
  },
  {
    what: 'the review of a request that a colleague works on',
    route: REVIEW,
    as: 'buro2',
    open: async (page, stack) => {
      await heldByColleague(stack, lostInReview.id)
      await reviewOf(page, lostInReview.id)
      await page.getByRole('link', { name: 'Devral' }).waitFor()
    },
  },
  {
    what: 'the taking over of a request, without its ground',
    route: '/requests/:requestId/lease/takeover',
    as: 'buro2',
    open: async (page, stack) => {
      await heldByColleague(stack, lostInReview.id)
      await page.goto(`/requests/${lostInReview.id}/lease/takeover`)
      await page.getByRole('button', { name: 'Devral' }).click()
      await page.locator('.govuk-error-summary').waitFor()
    },
  },
  {
    what: 'the review of a lost card',
    route: REVIEW,
    as: 'buro2',
    open: (page) => reviewOf(page, lostInReview.id),
  },
  {
    what: 'the review of a card that has come',
    route: REVIEW,
    as: 'buro2',
    open: (page) => reviewOf(page, arrivedInReview.id),
  },
  {
    what: 'a rejection being written',
    route: REVIEW,
    as: 'buro2',
    open: async (page) => {
      await reviewOf(page, cardInReview.id)
      await new ReviewPage(page).chooseRejection(
        ['Fotoğrafın arka planı beyaz değil'],
        'Duvarın deseni görünüyor.',
      )
    },
  },
  {
    what: 'a rejection without a reason',
    route: REVIEW,
    as: 'buro2',
    open: async (page) => {
      await reviewOf(page, cardInReview.id)
      const review = new ReviewPage(page)
      await review.chooseRejection([])
      await review.save()
      await review.faults()
    },
  },
  {
    what: 'D2 the question before a card is cancelled',
    route: '/requests/:requestId/decision/confirmation',
    as: 'buro2',
    open: async (page) => {
      await reviewOf(page, unprintedInReview.id)
      const review = new ReviewPage(page)
      await review.chooseApproval()
      await review.save()
      await page.waitForURL(/confirmation/)
    },
  },
  {
    what: 'the question for a document',
    route: DOCUMENT_ASK,
    as: 'buro2',
    open: (page) => page.goto(`/requests/${cardInReview.id}/missing`),
  },
  {
    what: 'the question for a document with everything missing',
    route: DOCUMENT_ASK,
    as: 'buro2',
    open: async (page) => {
      await page.goto(`/requests/${cardInReview.id}/missing`)
      await page.getByRole('button', { name: 'Personelden iste' }).click()
      await new ReviewPage(page).faults()
    },
  },
  {
    what: 'the handing over of a case to the head, without its note',
    route: ESCALATION,
    as: 'buro2',
    open: async (page) => {
      await page.goto(`/requests/${cardInReview.id}/escalation`)
      await page.getByRole('button', { name: 'Amire ilet' }).click()
      await new ReviewPage(page).faults()
    },
  },
  {
    what: 'the giving back of a case to the clerks',
    route: `${ESCALATION}/return`,
    as: 'buro.sef',
    open: (page) => page.goto(`/requests/${withHead.id}/escalation/return`),
  },
  {
    what: 'the review of a case that was handed to the head, with the note open',
    route: REVIEW,
    as: 'buro.sef',
    open: async (page) => {
      await reviewOf(page, withHead.id)
      await page.locator('#escalated summary').click()
    },
  },
  {
    what: 'the first page of the head',
    route: '/',
    as: 'buro.sef',
    open: (page) => page.goto('/'),
  },
  {
    what: 'D6 the recording of a card',
    route: '/requests/:requestId/card-arrival',
    as: 'buro2',
    open: (page) => page.goto(`/requests/${awaitingCard.id}/card-arrival`),
  },
  {
    what: 'the recording of a card with everything wrong',
    route: '/requests/:requestId/card-arrival',
    as: 'buro2',
    open: async (page) => {
      await page.goto(`/requests/${awaitingCard.id}/card-arrival`)
      const arrival = new CardArrivalPage(page)
      await arrival.record('yazı?', '2031-02-31')
      await arrival.faults()
    },
  },
  {
    what: 'D14 the pages of a receipt, enlarged',
    route: '/requests/:requestId/documents/:kind',
    as: 'buro2',
    open: (page) => page.goto(`/requests/${cardInReview.id}/documents/receipt?zoom=200`),
  },
  ...[
    {
      what: 'a request whose card is to be printed',
      shown: awaitingPrint,
    },
    { what: 'D3 a request whose print is held', shown: demoCase(isIn('cardRequest', 'printHeld')) },
    {
      what: 'a request whose card was cancelled',
      shown: demoCase(isIn('cardRequest', 'cardCancelled')),
    },
    { what: 'a request that the head has', shown: withHead },
    {
      what: 'a request that waits for a document',
      shown: demoCase(isIn('cardRequest', 'awaitingApplicant')),
    },
    { what: 'a request that was returned', shown: demoCase(isIn('cardRequest', 'returned')) },
    {
      what: 'a cancellation that was approved',
      shown: demoCase(isIn('cancellationRequest', 'cardCancelled')),
    },
  ].map(({ what, shown: { id } }) => ({
    what,
    route: '/requests/:requestId',
    as: 'buro2',
    open: (page: Page) => page.goto(`/requests/${id}`),
  })),
  ...[
    { shown: awaitingPrint, event: 'printed' },
    { shown: demoCase(isIn('cardRequest', 'printed')), event: 'sent' },
    { shown: demoCase(isIn('cardRequest', 'sent')), event: 'delivered' },
  ].map(({ shown: { id }, event }) => ({
    what: `D1 the question before a card is recorded as ${event}`,
    route: `/requests/:requestId/${event}`,
    as: 'buro2',
    open: (page: Page) => page.goto(`/requests/${id}/${event}`),
  })),
  {
    what: 'D1 a wrong record about to be taken back',
    route: '/requests/:requestId/reversal',
    as: 'buro2',
    open: (page) => page.goto(`/requests/${printed.id}/reversal`),
  },
  {
    what: 'D6 a wrong arrival of a card about to be taken back',
    route: '/requests/:requestId/card-arrival/reversal',
    as: 'buro2',
    open: (page) => page.goto(`/requests/${arrivedInReview.id}/card-arrival/reversal`),
  },
  {
    what: 'a list with all its rows chosen',
    route: '/queues/:queue',
    as: 'buro2',
    open: (page) => page.goto('/queues/print?chosen=all'),
  },
  ...(
    [
      ['print', awaitingPrint],
      ['dispatch', printed],
      ['handover', demoCase(isIn('cardRequest', 'sent'))],
      ['cardArrival', awaitingCard],
    ] as const
  ).map(([queue, { id }]) => ({
    what: `the question before a bulk act on the list ${queue}`,
    route: `/queues/${queue}/batch`,
    as: 'buro2',
    open: (page: Page) => page.goto(`/queues/${queue}/batch?item=${id}`),
  })),
  {
    what: 'the question to whom a request is assigned',
    route: '/queues/review/assignment',
    as: 'buro2',
    open: (page) => page.goto(`/queues/review/assignment?item=${cardInReview.id}`),
  },
  {
    what: 'D7 D9 a bulk act whose items were done, refused, failed and left',
    route: '/batches/:batchId',
    as: 'buro2',
    open: async (page, stack) => {
      const batchId = await writeBatch(stack)
      await page.goto(`/batches/${batchId}`)
    },
  },
  ...overlayVisits('/', 'buro2'),
  {
    what: 'the decisions that are not sent yet',
    route: '/held-decisions',
    as: 'buro2',
    open: (page) => page.goto('/held-decisions'),
  },
  { what: 'the search', route: '/search', as: 'buro2', open: (page) => page.goto('/search') },
  {
    what: 'S74 the results of a search',
    route: '/search/:searchId',
    as: 'buro2',
    open: async (page) => {
      const search = new SearchPage(page)
      await search.open()
      await search.find('ozturk')
      await page.waitForURL('**/search/*-*')
    },
  },
  {
    what: 'a search that finds nothing',
    route: '/search',
    as: 'buro2',
    open: async (page) => {
      const search = new SearchPage(page)
      await search.open()
      await search.find('PYK-2026-999999')
      await search.faults()
    },
  },
  ...headVisits,
  {
    what: 'an address that leads nowhere',
    route: null,
    as: 'buro2',
    open: (page) => page.goto('/nowhere'),
  },
]

export const bureauVisits: readonly Visit[] = visits.map((visit) => ({ app: 'bureau', ...visit }))
