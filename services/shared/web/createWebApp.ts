/** Builds a web app step by step, in the order in which a request passes the steps. */
import type { Express } from 'express'
import express from 'express'
import type { Logger } from 'pino'
import type { Role } from '../../../workflows/domain/roles'
import type { Accounts } from '../accounts/accounts'
import { catalogueFolders, loadCatalogue } from './texts/catalogue'
import type { Mongo } from './mongo'
import { keptFormRoutes } from './forms/keptForm'
import { loginRoutes } from './signIn/login'
import { mountRoutes } from './routing/mountRoutes'
import type { RecordAudit } from './routing/mountRoutes'
import { createRateLimit } from './signIn/rateLimits'
import type { Route } from './routing/route'
import { setUpAccount } from './signIn/account'
import { setUpAssets } from './setUp/assets'
import { setUpBodies } from './setUp/bodies'
import { setUpCsrf } from './setUp/csrf'
import { setUpErrorPages } from './setUp/errorPages'
import type { UnavailableErrors } from './routing/unavailable'
import { setUpFormOwners } from './setUp/formOwners'
import { setUpHealth } from './setUp/health'
import type { HealthChecks } from './setUp/health'
import { setUpMethods } from './setUp/methods'
import { setUpLanguage } from './setUp/language'
import { setUpPageNotes } from './forms/flash'
import { createPageNotes } from './forms/pageNotes'
import { setUpBrowserKey } from './signIn/browserKey'
import { setUpPostLimit } from './setUp/postLimit'
import { setUpRequestLog } from './setUp/requestLog'
import { setUpNoStore, setUpSecurityHeaders } from './setUp/securityHeaders'
import { setUpSession } from './signIn/session'
import { setUpViews } from './setUp/views'
import type { Navigation } from './setUp/views'

export interface WebAppOptions {
  /**
   * Used for the cookie `pyk.<name>`, the views in `services/<name>/views` and the texts in
   * `services/<name>/locales`.
   */
  name: 'portal' | 'bureau'
  /** Roles that may sign in to this app. */
  admits: readonly [Role, ...Role[]]
  routes: readonly Route[]
  navigation: Navigation
  accounts: Accounts
  recordAudit: RecordAudit
  mongo: Mongo
  healthChecks: HealthChecks
  /** Error classes that mean that a server is unavailable; their page asks to try again. */
  unavailable: UnavailableErrors
  log: Logger
  sessionSecret: string
  /** Whether browsers use HTTPS; cookies are then sent over HTTPS only. */
  https: boolean
  /** Addresses and networks of proxies whose forwarded headers are trusted. */
  trustedProxies: readonly string[]
  /** Allowed attempts; defaults if not given. */
  limits?: Partial<AttemptLimits>
}

interface AttemptLimits {
  loginsPerNameAndAddress: number
  loginsPerAddress: number
  posts: number
}

const USUAL_LIMITS: AttemptLimits = { loginsPerNameAndAddress: 5, loginsPerAddress: 50, posts: 120 }
const QUARTER_OF_AN_HOUR = 15 * 60
const MINUTE = 60

/** Builds the app and returns all its routes, including the kit's own. */
export function createWebApp(options: WebAppOptions): { app: Express; routes: readonly Route[] } {
  const { name, log, mongo, https, accounts, admits, recordAudit } = options
  const limits = { ...USUAL_LIMITS, ...options.limits }
  const limit = (what: string, attempts: number, seconds: number) =>
    createRateLimit(mongo, { name: `${name}-${what}`, attempts, seconds })

  const routes = [
    ...loginRoutes({
      accounts,
      admits,
      perNameAndAddress: limit('login-name', limits.loginsPerNameAndAddress, QUARTER_OF_AN_HOUR),
      perAddress: limit('login-address', limits.loginsPerAddress, QUARTER_OF_AN_HOUR),
    }),
    ...keptFormRoutes(),
    ...options.routes,
  ]

  const app = express()
  app.set('trust proxy', [...options.trustedProxies])
  setUpRequestLog(app, log)
  setUpSecurityHeaders(app, https)
  const assetUrl = setUpAssets(app)
  setUpNoStore(app)
  setUpHealth(app, options.healthChecks)
  setUpLanguage(app, loadCatalogue(catalogueFolders(name)), https)
  setUpViews(app, { name, assetUrl, navigation: options.navigation })
  setUpSession(app, { name, mongo, secret: options.sessionSecret, https })
  setUpBrowserKey(app, { name, https })
  setUpPageNotes(app, createPageNotes(mongo, `${name}PageNotes`))
  setUpMethods(app, routes)
  setUpPostLimit(app, limit('posts', limits.posts, MINUTE))
  setUpBodies(app)
  setUpFormOwners(app, options.sessionSecret)
  setUpCsrf(app, options.sessionSecret)
  setUpAccount(app, accounts)

  mountRoutes(app, routes, recordAudit)
  setUpErrorPages(app, options.unavailable)
  return { app, routes }
}
