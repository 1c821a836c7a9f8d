/**
 * Browsers that an account has signed in with, as a signed cookie says (OWASP's device cookies).
 * Somebody who guesses passwords elsewhere does not slow down the owner there.
 */
import { randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'
import { createSigner } from '../signature'

/** Browsers keep no cookie longer. */
const LIFETIME_MS = 400 * 24 * 60 * 60 * 1000

/** Accounts that a shared browser remembers. */
const MOST_ACCOUNTS = 5

const DEVICE = /^([\w-]{22})((?:\.[0-9a-f]{64})*)$/

export interface KnownDevices {
  /** The id of this browser if the account has signed in with it, or null. */
  idFor(req: Request, username: string): string | null
  /** Marks this browser as one that the account has signed in with. */
  remember(req: Request, res: Response, username: string): void
}

export function createKnownDevices({
  name,
  secret,
  https,
}: {
  name: string
  secret: string
  https: boolean
}): KnownDevices {
  const signer = createSigner(secret, 'device of')
  // With the prefix no other host of the domain can set this cookie; browsers require HTTPS for it.
  const cookie = `${https ? '__Host-' : ''}pyk.${name}.device`

  return {
    idFor(req, username) {
      const { id, marks } = read(req)
      const isKnown = marks.some((mark) => signer.isSignatureOf(`${id} ${username}`, mark))
      return isKnown ? id : null
    },
    remember(req, res, username) {
      const { id, marks } = read(req)
      const mark = signer.sign(`${id} ${username}`)
      const others = marks.filter((other) => other !== mark).slice(0, MOST_ACCOUNTS - 1)
      res.cookie(cookie, [id, mark, ...others].join('.'), {
        maxAge: LIFETIME_MS,
        httpOnly: true,
        sameSite: 'lax',
        secure: https,
      })
    },
  }

  /** The cookie's content; a new id where there is none. */
  function read(req: Request): { id: string; marks: string[] } {
    const given = (req.cookies as Record<string, unknown>)[cookie]
    const [, id, marks = ''] = DEVICE.exec(typeof given === 'string' ? given : '') ?? []
    if (id === undefined) return { id: randomBytes(16).toString('base64url'), marks: [] }
    return { id, marks: marks.split('.').slice(1) }
  }
}
