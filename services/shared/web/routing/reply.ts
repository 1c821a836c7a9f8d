/**
 * Replies of handlers. They are sent after the audit line is written, so that nothing is seen
 * unrecorded.
 */
import type { Request, Response } from 'express'
import { passMessagesOn } from '../forms/flash'

/** Sends an answer. */
export interface Reply {
  (req: Request, res: Response): void | Promise<void>
  /** What surrounds the content can be loaded while the audit line is written. */
  isPage?: true
}

/**
 * A page.
 * @param template path below the views folder, without `.njk`
 * @param data data of the template in addition to what every page has (t, language, account, form,
 *   …)
 */
export function view(template: string, data: object = {}, status = 200): Reply {
  const send: Reply = (_req, res) => {
    res.status(status).render(template, data)
  }
  return Object.assign(send, { isPage: true } as const)
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

/** For files: nothing in them may run or load anything. */
const FILE_POLICY = "default-src 'none'; sandbox"

/**
 * A private picture, shown in the browser.
 * @param name file name for saving, without anything personal in it (D12)
 */
export function privateFile(bytes: Buffer, name: string): Reply {
  return fileReply(bytes, 'image/jpeg', `inline; filename="${plainName(name)}"`)
}

/**
 * A private file that the browser saves and never shows.
 * @param name file name for saving, without anything personal in it (D12)
 */
export function privateDownload(bytes: Buffer, type: string, name: string): Reply {
  return fileReply(bytes, type, `attachment; filename="${plainName(name)}"`)
}

function fileReply(bytes: Buffer, type: string, disposition: string): Reply {
  return (_req, res) => {
    res.set({
      'Content-Type': type,
      'Content-Disposition': disposition,
      'Content-Security-Policy': FILE_POLICY,
      'X-Content-Type-Options': 'nosniff',
    })
    res.send(bytes)
  }
}

function plainName(name: string): string {
  return name.replace(/[^\w.-]/g, '_')
}

/** Whether a script sent the request; it reads JSON and follows no redirect. */
export function wantsJson(req: Request): boolean {
  return req.accepts(['html', 'json']) === 'json'
}
