/** Builds a web app step by step, in the order in which a request passes the steps. */
import os from 'node:os'
import type { Express } from 'express'
import express from 'express'
import type { Logger } from 'pino'
import type { SignInWay } from '../../../workflows/domain/accountState'
import type { Role } from '../../../workflows/domain/roles'
import type { Accounts } from '../accounts/accounts'
import type { AppName } from '../store/account'
import { catalogueFolders, loadCatalogue } from './texts/catalogue'
import type { Mongo } from './mongo'
import { keptFormRoutes } from './forms/keptForm'
import { loginRoutes } from './signIn/login'
import { certificateLoginRoutes } from './signIn/certificate/certificateLogin'
import { CERTIFICATE_LOGIN, setUpCertificateDoor } from './signIn/certificate/door'
import type { CertificateDoor } from './signIn/certificate/door'
import { createKnownDevices } from './signIn/knownDevices'
import { createLoginGuard } from './signIn/loginGuard'
import { USUAL_PACE } from './signIn/loginPace'
import type { LoginPace } from './signIn/loginPace'
import { passwordRoutes } from './signIn/password'
import { createSigner } from './signature'
import { createOpeningPages } from './openingPages/openingPages'
import type { OpeningPageList } from './openingPages/openingPages'
import { openingPageRoutes } from './openingPages/openingPageRoutes'
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
import { createUploadFolder } from './forms/uploadFolder'
import { setUpFormOwners } from './setUp/formOwners'
import { setUpHealth } from './setUp/health'
import type { HealthChecks } from './setUp/health'
import { setUpPublicAddress } from './setUp/publicAddress'
import { setUpMethods } from './setUp/methods'
import { setUpLanguage } from './setUp/language'
import { setUpPageNotes } from './forms/flash'
import { createPageNotes } from './forms/pageNotes'
import { setUpBrowserKey } from './signIn/browserKey'
import { setUpPostLimit } from './setUp/postLimit'
import { setUpRequestLog } from './setUp/requestLog'
import { setUpNoStore, setUpSecurityHeaders } from './setUp/securityHeaders'
import { setUpSession } from './signIn/session'
import { USUAL_LENGTH } from './signIn/sessionLength'
import type { SessionLength } from './signIn/sessionLength'
import { sessionRoutes } from './signIn/sessionRoutes'
import { setUpUploadTurns } from './setUp/uploadTurns'
import { setUpViews } from './setUp/views'
import type { BelowMessages, Navigation } from './setUp/views'

export interface WebAppOptions {
  /**
   * Used for the cookie `pyk.<name>`, the views in `services/<name>/views` and the texts in
   * `services/<name>/locales`.
   */
  name: AppName
  /** Roles that may sign in to this app. */
  admits: readonly [Role, ...Role[]]
  routes: readonly Route[]
  navigation: Navigation
  /** What the app's `layout/belowMessages.njk` shows on every page. Optional. */
  belowMessages?: BelowMessages
  /** Pages that may open after login, the standard one first (S7, S8). */
  openingPages: OpeningPageList
  accounts: Accounts
  recordAudit: RecordAudit
  mongo: Mongo
  healthChecks: HealthChecks
  /** Error classes that mean that a server is unavailable; their page asks to try again. */
  unavailable: UnavailableErrors
  log: Logger
  sessionSecret: string
  /** Origin under which browsers reach the app (S3). */
  publicAddress: string
  /** Whether browsers use HTTPS; cookies are then sent over HTTPS only. */
  https: boolean
  /** Where people sign in with a certificate (S4); nowhere if not given. */
  certificateDoor?: CertificateDoor | undefined
  /** Whether nobody can sign in without a certificate. */
  certificateOnly?: boolean
  /** Addresses and networks of proxies whose forwarded headers are trusted. */
  trustedProxies: readonly string[]
  /** Where uploads wait until they are handled; the system's folder for temporary files if not given. */
  uploadFolder?: string
  /** Allowed attempts, and how long sessions last; defaults if not given. */
  limits?: Partial<Limits>
}

interface Limits {
  /** Posted forms a minute. */
  posts: number
  login: Partial<LoginPace>
  session: SessionLength
}

const USUAL_POSTS = 120
const MINUTE = 60

/** Builds the app and returns all its routes, including the kit's own. */
export function createWebApp(options: WebAppOptions): { app: Express; routes: readonly Route[] } {
  const { name, log, mongo, https, accounts, admits, recordAudit, sessionSecret } = options
  const { posts = USUAL_POSTS, login = {}, session: length = USUAL_LENGTH } = options.limits ?? {}
  const { certificateDoor: door, certificateOnly = false, publicAddress } = options
  const catalogue = loadCatalogue(catalogueFolders(name))
  const ways: readonly SignInWay[] = [
    ...(certificateOnly ? [] : (['password'] as const)),
    ...(door === undefined ? [] : (['certificate'] as const)),
  ]

  const guard = createLoginGuard(mongo, { ...USUAL_PACE, ...login })
  const devices = createKnownDevices({ name, secret: sessionSecret, https })
  const openingPages = createOpeningPages(name, options.openingPages)

  const routes = [
    ...loginRoutes({
      accounts,
      admits,
      guard,
      devices,
      openingPages,
      names: createSigner(sessionSecret, 'tried name'),
      byPassword: !certificateOnly,
      certificateAt: door === undefined ? null : door.address + CERTIFICATE_LOGIN,
    }),
    ...passwordRoutes({ accounts, guard, devices }),
    ...(door === undefined
      ? []
      : certificateLoginRoutes({ accounts, admits, guard, door, openingPages })),
    ...sessionRoutes(length),
    ...keptFormRoutes(),
    ...openingPageRoutes(accounts, openingPages),
    ...options.routes,
  ]

  const app = express()
  app.set('trust proxy', [...options.trustedProxies])
  setUpRequestLog(app, log)
  setUpSecurityHeaders(app, https)
  const assetUrl = setUpAssets(app)
  setUpNoStore(app)
  setUpHealth(app, options.healthChecks)
  setUpPublicAddress(app, catalogue, [publicAddress, ...(door === undefined ? [] : [door.address])])
  setUpLanguage(app, catalogue, https)
  setUpUploadTurns(app)
  setUpViews(app, {
    name,
    assetUrl,
    navigation: options.navigation,
    openingPages,
    belowMessages: options.belowMessages ?? (() => Promise.resolve({})),
    length,
  })
  setUpSession(app, { name, mongo, secret: sessionSecret, https, length })
  setUpBrowserKey(app, { name, https })
  setUpPageNotes(app, createPageNotes(mongo, `${name}PageNotes`))
  setUpCertificateDoor(app, door)
  setUpMethods(app, routes)
  setUpPostLimit(
    app,
    createRateLimit(mongo, { name: `${name}-posts`, attempts: posts, seconds: MINUTE }),
  )
  setUpBodies(app)
  setUpFormOwners(app, sessionSecret)
  setUpCsrf(app, sessionSecret)
  setUpAccount(app, accounts, { ways, length })

  mountRoutes(app, routes, {
    recordAudit,
    uploads: createUploadFolder(options.uploadFolder ?? os.tmpdir()),
  })
  setUpErrorPages(app, options.unavailable, {
    byPassword: !certificateOnly,
    loginAt: `${door?.publicAddress ?? ''}/login`,
  })
  return { app, routes }
}
