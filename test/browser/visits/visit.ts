/** How to open a page in one of its states. */
import type { Page } from 'playwright-core'
import { demoRequests } from '../../../deploy/demo/requests'
import type { DemoRequest } from '../../../deploy/demo/requests'
import { ModulesMenu } from '../../support/pages/modules'
import { SessionWarning } from '../../support/pages/sessionEnd'
import type { Stack, WebApp } from '../../support/stack'

export interface Visit {
  app: WebApp
  /** What the page shows. */
  what: string
  /** The path that the page was declared with; null for pages that are shown at any address. */
  route: string | null
  /** User name of the visitor; null if not signed in. */
  as: string | null
  open: (page: Page, stack: Stack) => Promise<unknown>
}

/** What opens over a page by itself or with a press. */
export const overlayVisits = (route: string, as: string): Omit<Visit, 'app'>[] => [
  {
    what: 'S9 the open menu “Modüller”',
    route,
    as,
    open: async (page) => {
      await page.goto(route)
      await new ModulesMenu(page).press()
    },
  },
  ...[
    {
      what: 'S5 the warning before the session ends',
      minutes: 58.5,
      words: 'birazdan sona erecek',
    },
    { what: 'S5 the word that the session has ended', minutes: 61, words: 'Oturumunuz sona erdi' },
  ].map(({ what, minutes, words }) => ({
    what,
    route,
    as,
    open: async (page: Page) => {
      const warning = new SessionWarning(page)
      await warning.holdClock()
      await page.goto(route)
      await warning.pass(minutes)
      await warning.says(words)
    },
  })),
]

/** A request of the demo as the pages know it. */
export interface DemoCase {
  id: string
  /** Who asked. */
  username: string
  /** For whom. */
  name: string
}

/** The first request of the demo that matches. */
export function demoCase(isWanted: (request: DemoRequest) => boolean): DemoCase {
  const index = demoRequests.findIndex(isWanted)
  const { applicant, person } = demoRequests[index]!
  return {
    id: `demo-${String(index + 1).padStart(2, '0')}`,
    username: applicant.username,
    name: `${person.name} ${person.surname}`,
  }
}

export const isIn =
  (type: DemoRequest['type'], subState: DemoRequest['state']['subState']) =>
  ({ state }: DemoRequest): boolean =>
    state.type === type && state.subState === subState

/** Whether it is the latest request about its person. */
export function isLatest(request: DemoRequest): boolean {
  return demoRequests.findLast(({ person }) => person === request.person) === request
}
