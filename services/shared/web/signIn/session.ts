/**
 * The session of a signed-in person, kept in MongoDB so that any process can serve the next page.
 */
import { promisify } from 'node:util'
import type { Express, Request } from 'express'
import session from 'express-session'
import type { SignInWay } from '../../../../workflows/domain/accountState'
import type { SignedInAccount } from '../../accounts/access'
import type { Mongo } from '../mongo'
import { EXTENDED_EVERY_SECONDS } from './sessionLength'
import type { SessionLength } from './sessionLength'
import { SessionStore } from './sessionStore'

declare module 'express-session' {
  interface SessionData {
    accountId?: string
    /** Of the password that the session began with. */
    passwordVersion?: string
    /** Missing in sessions from before certificates were accepted. */
    signedInWith?: SignInWay
    /** Milliseconds since 1970. */
    signedInAt?: number
    /** When it was extended last; missing before the login has ended. */
    lastModified?: Date
  }
}

/** Mongoose has its own copy of the driver, of the same major version but with another type. */
type StoreClient = NonNullable<ConstructorParameters<typeof SessionStore>[0]['client']>

/**
 * @param name of the web app: each has its own cookie and sessions, since cookies ignore ports
 * @param secret signs the cookie
 */
export function setUpSession(
  app: Express,
  {
    name,
    mongo,
    secret,
    https,
    length,
  }: { name: string; mongo: Mongo; secret: string; https: boolean; length: SessionLength },
): void {
  app.use(
    session({
      name: `pyk.${name}`,
      secret,
      resave: false,
      saveUninitialized: false,
      // Only the login sends the cookie. It has no expiry to renew: the database ends idle
      // sessions.
      // A renewed cookie could replace that of the next login.
      rolling: false,
      cookie: { httpOnly: true, sameSite: 'lax', secure: https },
      store: new SessionStore({
        client: mongo.client as unknown as StoreClient,
        dbName: mongo.database,
        collectionName: `${name}Sessions`,
        ttl: length.idleSeconds,
        touchAfter: EXTENDED_EVERY_SECONDS,
        stringify: false,
      }),
    }),
  )
}

/** Starts a session with a new id, so that an id from before the login is worthless. */
export async function beginSession(
  req: Request,
  {
    id,
    passwordVersion,
    signedInWith,
  }: Pick<SignedInAccount, 'id' | 'passwordVersion' | 'signedInWith'>,
): Promise<void> {
  await promisify(req.session.regenerate.bind(req.session))()
  req.session.accountId = id
  req.session.passwordVersion = passwordVersion
  req.session.signedInWith = signedInWith
  req.session.signedInAt = Date.now()
  // The browser may request the next page before this answer has ended.
  await promisify(req.session.save.bind(req.session))()
}

/** Ends the session for every tab and for requests that are still under way. */
export async function endSession(req: Request): Promise<void> {
  await promisify(req.session.destroy.bind(req.session))()
}

/** The account of the session; null before login and after logout. */
export function sessionAccount(req: Request): string | null {
  // express-session removes the session of a request that ended it.
  const current = req.session as Request['session'] | undefined
  return current?.accountId ?? null
}
