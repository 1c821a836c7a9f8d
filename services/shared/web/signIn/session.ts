/** The session of a browser, kept in MongoDB so that any process can serve the next page. */
import MongoStore from 'connect-mongo'
import type { Express } from 'express'
import session from 'express-session'
import type { Mongo } from '../mongo'

declare module 'express-session' {
  interface SessionData {
    accountId?: string
    /** Milliseconds since 1970. */
    signedInAt?: number
  }
}

const IDLE_MINUTES = 60

/** Mongoose brings its own copy of the driver, of the same major version but another type. */
type StoreClient = NonNullable<Parameters<typeof MongoStore.create>[0]['client']>

/**
 * @param app name of the web app: each has its own cookie and sessions, since cookies do not tell ports apart
 * @param secret signs the cookie
 */
export function setUpSession(
  app: Express,
  { name, mongo, secret, https }: { name: string; mongo: Mongo; secret: string; https: boolean },
): void {
  app.use(
    session({
      name: `pyk.${name}`,
      secret,
      resave: false,
      saveUninitialized: false,
      rolling: true,
      cookie: { httpOnly: true, sameSite: 'lax', secure: https, maxAge: IDLE_MINUTES * 60_000 },
      store: MongoStore.create({
        client: mongo.client as unknown as StoreClient,
        dbName: mongo.database,
        collectionName: `${name}Sessions`,
        ttl: IDLE_MINUTES * 60,
        touchAfter: 60,
        stringify: false,
      }),
    }),
  )
}
