/**
 * Sessions in MongoDB, written once at login: an answer that ends after the logout cannot revive
 * one.
 */
import MongoStore from 'connect-mongo'
import type { Request } from 'express'
import type { Session, SessionData } from 'express-session'

type Done = (error?: unknown) => void

/** How connect-mongo reports that a session to touch is gone; the error has no type of its own. */
const SESSION_GONE = 'Unable to find the session to touch'

/** Header of what an open page sends by itself all the time; nobody is there because of it. */
export const SENT_BY_ITSELF = 'X-Sent-By-Itself'

export class SessionStore extends MongoStore {
  /** Sessions read from the database; any of them may have ended since. */
  private readonly loaded = new WeakSet<SessionData>()
  /** Those that the request does not extend. */
  private readonly unused = new WeakSet<SessionData>()

  override createSession(req: Request, data: SessionData): Session & SessionData {
    const session = super.createSession(req, data)
    this.loaded.add(session)
    if (req.get(SENT_BY_ITSELF) !== undefined) this.unused.add(session)
    return session
  }

  /**
   * Writes a new session. The base class upserts, so a loaded session is never written.
   * Messages and returned forms are in forms/pageNotes.ts.
   */
  override set(id: string, session: SessionData, done: Done = () => undefined): void {
    if (this.loaded.has(session)) return done(new Error('A session does not change after login'))
    super.set(id, session, done)
  }

  /** Gives a request a new session, unless its own began with this request: nobody knows its id. */
  override regenerate(req: Request, done: Done): void {
    if (!this.loaded.has(req.session)) return done()
    super.regenerate(req, done)
  }

  /**
   * Extends a session, unless this request has just written it or an open page sent it by itself. One that has ended in the meantime
   * stays ended, which is not an error.
   */
  override touch(id: string, session: SessionData, done: Done = () => undefined): void {
    if (!this.loaded.has(session) || this.unused.has(session)) return done()
    super.touch(id, session, (error: unknown) =>
      done(error instanceof Error && error.message === SESSION_GONE ? null : error),
    )
  }
}
