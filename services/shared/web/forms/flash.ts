/** Messages for the next page: what was done, or what is missing. */
import type { Express, Request, Response } from 'express'
import type { TextValues } from '../routing/errors'
import { renewalOf } from '../routing/renewal'
import { sessionAccount } from '../signIn/session'
import type { FlashMessage, PageNotes, ReturnedForm } from './pageNotes'

export type Flash = (
  variant: FlashMessage['variant'],
  key: string,
  values?: TextValues,
  more?: Pick<FlashMessage, 'detailKey' | 'link'>,
) => void

export function setUpPageNotes(app: Express, pageNotes: PageNotes): void {
  app.use((_req, res, next) => {
    res.locals.pageNotes = pageNotes
    res.locals.messages = []
    next()
  })
}

/** Adds a message for the page that this request redirects to. */
export function flashOf({ locals }: Response): Flash {
  return (variant, key, values = {}, more = {}) => {
    locals.messages.push({ variant, key, values, ...more })
  }
}

/**
 * Leaves the messages of this request for the page it redirects to, along with those that were
 * waiting for this one.
 */
export async function passMessagesOn(req: Request, res: Response, path: string): Promise<void> {
  const { messages, pageNotes, browserKey } = res.locals
  const page = new URL(path, 'http://app.invalid').pathname
  if (req.method === 'GET') await pageNotes.moveMessages(browserKey(), req.path, page)
  if (messages.length > 0) await pageNotes.addMessages(browserKey(), page, messages.splice(0))
}

/**
 * Takes what was left for this page, once. The answer to a POST takes nothing: the page itself is
 * still to come. So is it when an open page renews itself (browser/goOn.ts).
 */
export async function takeLeftFor(
  req: Request,
  res: Response,
): Promise<{ messages: FlashMessage[]; form: ReturnedForm | null }> {
  const { messages, pageNotes, browserKey } = res.locals
  const own = messages.splice(0)
  if (req.method !== 'GET' || renewalOf(req) === 'by-itself') return { messages: own, form: null }
  const left = await pageNotes.take(browserKey(), req.path, sessionAccount(req))
  return { messages: [...left.messages, ...own], form: left.form }
}
