/** How long sessions last. */
import type { Session, SessionData } from 'express-session'

export interface SessionLength {
  /** Seconds until an unused session ends. */
  idleSeconds: number
  /** Seconds until a session ends, even if it is used all the time. */
  longestSeconds: number
}

export const USUAL_LENGTH: SessionLength = { idleSeconds: 60 * 60, longestSeconds: 12 * 60 * 60 }

/** A session is extended at most this often, to save writes. */
export const EXTENDED_EVERY_SECONDS = 60

/** When a session ends even if it is used; milliseconds since 1970. */
export function latestEnd(signedInAt: number, { longestSeconds }: SessionLength): number {
  return signedInAt + longestSeconds * 1_000
}

/**
 * When a session ends if the current request is the last one.
 * @param session of the request
 * @param now milliseconds since 1970
 * @returns milliseconds since 1970
 */
export function sessionEnd(
  { signedInAt, lastModified }: Pick<Session & SessionData, 'signedInAt' | 'lastModified'>,
  now: number,
  length: SessionLength,
): number {
  const extendedAt = lastModified?.getTime() ?? now
  const isExtended = now - extendedAt >= EXTENDED_EVERY_SECONDS * 1_000
  const idleEnd = (isExtended ? now : extendedAt) + length.idleSeconds * 1_000
  return Math.min(idleEnd, latestEnd(signedInAt ?? now, length))
}
