/** Templates: Nunjucks with GOV.UK's components and the kit's own, and what every page knows. */
import path from 'node:path'
import type { Express, Request, Response } from 'express'
import nunjucks from 'nunjucks'
import type { AssetUrl } from './assets'
import { addFilters } from '../texts/filters'
import { takeLeftFor } from '../forms/flash'
import { formOnPage } from '../forms/forms'
import { pathOfReferer } from '../routing/returnPath'
import type { SignedInAccount } from '../../accounts/access'
import type { Translate } from '../texts/catalogue'
import { sessionEnd } from '../signIn/sessionLength'
import type { SessionLength } from '../signIn/sessionLength'
import { openingPagesOnPage } from '../openingPages/openingPages'
import type { OpeningPages } from '../openingPages/openingPages'

/** An entry of the navigation bar. */
export interface NavigationItem {
  href: string
  /** Catalogue key of its name. */
  key: string
  active: boolean
  /** Shown as a badge, such as `38` or `1.000+`. */
  count?: string
}

/** Returns what `layout/belowMessages.njk` shows on each page after login. */
export type BelowMessages = (account: SignedInAccount, t: Translate) => Promise<object>

/** Returns the entries for a signed-in account. */
export type Navigation = (visit: {
  account: SignedInAccount
  path: string
  language: 'tr' | 'en'
}) => readonly NavigationItem[] | Promise<readonly NavigationItem[]>

export function setUpViews(
  app: Express,
  {
    name,
    assetUrl,
    navigation,
    openingPages,
    belowMessages,
    length,
  }: {
    name: string
    assetUrl: AssetUrl
    navigation: Navigation
    openingPages: OpeningPages
    belowMessages: BelowMessages
    length: SessionLength
  },
): void {
  const environment = nunjucks.configure(
    [
      path.resolve('services/shared/web/views'),
      path.resolve(`services/${name}/views`),
      govukTemplates(),
    ],
    { autoescape: true, express: app, noCache: false },
  )
  addFilters(environment)
  environment.addGlobal('assetUrl', assetUrl)
  environment.addGlobal('appName', name)
  app.set('view engine', 'njk')

  app.use((req, res, next) => {
    const render = res.render.bind(res) as (view: string, data: object, done?: RenderDone) => void
    const load = () =>
      Promise.all([navigationOf(res, req, navigation), belowMessagesOf(res, belowMessages)])
    let ahead: ReturnType<typeof load> | null = null
    res.locals.loadSurroundings = () => {
      ahead = load()
      // Reported when the page is rendered; until then nobody waits for it.
      ahead.catch(() => undefined)
    }
    // Every page is rendered here, so that handlers need not load what all pages show.
    res.render = (view: string, data: object = {}, done?: RenderDone) => {
      // An error page shows what can still be loaded.
      const surroundings = res.statusCode >= 400 || ahead === null ? load() : ahead
      Promise.all([surroundings, leftFor(req, res)])
        .then(([[items, ownData], left]) => {
          refuseSameNames(view, ownData, data)
          render(
            view,
            {
              ...pageData(req, res, items, left),
              openingPages: openingPagesOf(req, res, openingPages),
              session: sessionOf(req, res, length),
              ...ownData,
              ...data,
            },
            done,
          )
        })
        .catch((error: unknown) => req.next?.(error))
    }
    next()
  })
}

/** A page’s data with the name of what is below its messages would be shown there. */
function refuseSameNames(view: string, ownData: object, data: object): void {
  const taken = Object.keys(ownData).filter((name) => name in data)
  if (taken.length > 0) throw new Error(`${view} hides what every page shows: ${taken.join(', ')}`)
}

type LeftForPage = Awaited<ReturnType<typeof takeLeftFor>>
type RenderDone = (error: Error, html: string) => void

/** An error page must not fail because the navigation counts are unavailable. */
async function navigationOf(
  res: Response,
  req: Request,
  navigation: Navigation,
): Promise<readonly NavigationItem[]> {
  const { account, language } = res.locals
  // Until a one-time password is changed, no entry of the menu opens.
  if (account === null || account.mustChangePassword) return []
  try {
    return await navigation({ account, path: req.path, language })
  } catch (error) {
    if (res.statusCode >= 400) return []
    throw error
  }
}

/** An error page must not fail because the database is unavailable. */
async function belowMessagesOf(
  { locals, statusCode }: Response,
  belowMessages: BelowMessages,
): Promise<object> {
  const { account, t } = locals
  if (account === null || account === undefined || account.mustChangePassword) return {}
  try {
    return await belowMessages(account, t)
  } catch (error) {
    if (statusCode >= 400) return {}
    throw error
  }
}

function pageData(
  req: Request,
  res: Response,
  navigation: readonly NavigationItem[],
  left: LeftForPage,
) {
  const { t, language, account, requestId, csrfToken } = res.locals
  return {
    t,
    language,
    account,
    requestId,
    navigation,
    path: req.path,
    // A POST address cannot be opened; the page before it can.
    here:
      req.method === 'GET' ? req.originalUrl : pathOfReferer(req.get('referer'), req.get('host')),
    csrfToken,
    formOwner: account === null ? null : res.locals.formOwners.markOf(account.id),
    messages: left.messages,
    form: formOnPage(left.form, t),
    now: new Date(),
  }
}

/** Null until a one-time password is changed: no entry of the menu opens. */
function openingPagesOf({ path }: Request, { locals: { account } }: Response, pages: OpeningPages) {
  if (account === null || account.mustChangePassword) return null
  return openingPagesOnPage(pages, account, path)
}

/** When the session ends, in milliseconds from now and as an instant; null before login. */
function sessionOf({ session }: Request, { locals: { account } }: Response, length: SessionLength) {
  // A page that could not load the session has no account either.
  if (account === null) return null
  const now = Date.now()
  const end = sessionEnd(session, now, length)
  return { endsIn: end - now, endsAt: new Date(end) }
}

/** An error page must not fail because the database is unavailable. */
async function leftFor(req: Request, res: Response): Promise<LeftForPage> {
  try {
    return await takeLeftFor(req, res)
  } catch (error) {
    if (res.statusCode >= 400) return { messages: [], form: null }
    throw error
  }
}

function govukTemplates(): string {
  return path.resolve('node_modules/govuk-frontend/dist')
}
