/** The pages of the head of the bureau. */
import type { Page } from 'playwright-core'
import type { Stack } from '../../support/stack'
import { demoCase, isIn } from './visit'
import type { Visit } from './visit'

const cardInReview = demoCase(isIn('cardRequest', 'inReview'))

export const headVisits: Omit<Visit, 'app'>[] = [
  {
    what: 'S74 what the head finds in one place',
    route: '/management',
    as: 'buro.sef',
    open: (page) => page.goto('/management'),
  },
  {
    what: 'S74 the figures of this year',
    route: '/management/statistics',
    as: 'buro.sef',
    open: (page) => page.goto('/management/statistics?period=year'),
  },
  {
    what: 'S74 the figures of days on which nothing came',
    route: '/management/statistics',
    as: 'buro.sef',
    open: (page) => page.goto('/management/statistics?from=2020-01-01&to=2020-01-10'),
  },
  {
    what: 'S74 the audit trail',
    route: '/management/audit',
    as: 'buro.sef',
    open: (page) => page.goto('/management/audit'),
  },
  {
    what: 'S74 the audit trail under filters that fit nothing',
    route: '/management/audit',
    as: 'buro.sef',
    open: (page) =>
      page.goto('/management/audit?event=roleTaken&outcome=failed&from=2020-01-01&to=2020-01-02'),
  },
  {
    what: 'S74 the calendar of leave, with everything wrong in its form',
    route: '/management/calendar',
    as: 'buro.sef',
    open: async (page) => {
      await page.goto('/management/calendar')
      await page.getByRole('button', { name: 'Takvime ekle' }).click()
      await page.locator('.govuk-error-summary').waitFor()
    },
  },
  {
    what: 'S74 the question before a day of leave is taken back',
    route: '/management/calendar/:day/removal',
    as: 'buro.sef',
    open: async (page, { store }) => {
      await store.leaveDays.updateOne(
        { _id: '2027-01-04' },
        {
          $set: {
            kind: 'closed',
            changes: [{ kind: 'closed', ground: 'Genelge 2026/5', by: 'nobody', at: new Date() }],
          },
        },
        { upsert: true },
      )
      await page.goto('/management/calendar/2027-01-04/removal')
    },
  },
  {
    what: 'S74 the clerks of the bureau',
    route: '/management/clerks',
    as: 'buro.sef',
    open: (page) => page.goto('/management/clerks'),
  },
  ...(['disable', 'takeRole'] as const).map((action) => ({
    what: `S74 the question before ${action} of a clerk`,
    route: `/management/clerks/:accountId/${action}`,
    as: 'buro.sef',
    open: async (page: Page, stack: Stack) => {
      const clerk = await stack.accountIdOf('buro2')
      await page.goto(`/management/clerks/${clerk}/${action}`)
    },
  })),
  {
    what: 'S74 the giving of a request to another clerk',
    route: '/management/leases/:requestId',
    as: 'buro.sef',
    open: async (page, { store, accountIdOf }) => {
      const holder = await accountIdOf('buro2')
      const until = new Date(Date.now() + 600_000)
      const lease = { holder, until, pageId: null }
      await store.leases.updateOne({ _id: cardInReview.id }, { $set: lease }, { upsert: true })
      await page.goto(`/management/leases/${cardInReview.id}`)
    },
  },
  {
    what: 'S50 the reasons of rejections',
    route: '/management/reasons',
    as: 'buro.sef',
    open: (page) => page.goto('/management/reasons'),
  },
  {
    what: 'S44 a new reason of rejections',
    route: '/management/reasons/new',
    as: 'buro.sef',
    open: (page) => page.goto('/management/reasons/new'),
  },
  {
    what: 'S50 the sentence of a reason',
    route: '/management/reasons/:reason',
    as: 'buro.sef',
    open: (page) => page.goto('/management/reasons/photoBackground'),
  },
]
