/**
 * Replies of handlers. They are sent after the audit line is written, so that nothing is seen
 * unrecorded.
 */
import type { Request, Response } from 'express'
import { passMessagesOn } from '../forms/flash'

/** Sends an answer. */
export type Reply = (req: Request, res: Response) => void | Promise<void>

/**
 * A page.
 * @param template path below the views folder, without `.njk`
 * @param data data of the template in addition to what every page has (t, language, account, form,
 *   …)
 */
export function view(template: string, data: object = {}, status = 200): Reply {
  return (_req, res) => {
    res.status(status).render(template, data)
  }
}

/** Redirects to another page of this app with GET. */
export function redirect(path: string): Reply {
  return async (req, res) => {
    await passMessagesOn(req, res, path)
    if (wantsJson(req)) res.json({ location: path })
    else res.redirect(303, path)
  }
}

/** A reply for a script. */
export function json(value: unknown): Reply {
  return (_req, res) => {
    res.json(value)
  }
}

const INLINE_POLICY = {
  'image/jpeg': "default-src 'none'; sandbox",
  // Browsers do not open PDFs in a sandbox, and their viewer uses inline styles.
  'application/pdf':
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'",
} as const

/**
 * A private file, shown in the browser.
 * @param name file name for saving, without anything personal in it (D12)
 */
export function privateFile(bytes: Buffer, type: keyof typeof INLINE_POLICY, name: string): Reply {
  return (_req, res) => {
    res.set({
      'Content-Type': type,
      'Content-Disposition': `inline; filename="${name.replace(/[^\w.-]/g, '_')}"`,
      'Content-Security-Policy': INLINE_POLICY[type],
      'X-Content-Type-Options': 'nosniff',
    })
    res.send(bytes)
  }
}

/** Whether a script sent the request; it reads JSON and follows no redirect. */
export function wantsJson(req: Request): boolean {
  return req.accepts(['html', 'json']) === 'json'
}
