/** Messages that one page leaves for the next: what was done, or what a form lacks. */
import type { Request } from 'express'
import type { TextValues } from '../routing/errors'

export interface FlashMessage {
  variant: 'success' | 'warning' | 'error' | 'info'
  /** Catalogue key of the heading. */
  key: string
  values: TextValues
  /** Where the next step is, with the catalogue key of its text. */
  link?: { href: string; key: string }
}

/** What was entered in a form that was sent back, and what is wrong with it. */
export interface ReturnedForm {
  /** The page the form stands on. */
  path: string
  values: Record<string, unknown>
  faults: readonly { field: string; key: string; values?: TextValues }[]
}

declare module 'express-session' {
  interface SessionData {
    messages?: FlashMessage[]
    returnedForm?: ReturnedForm
    /** What somebody whose session had ended was sending; it waits for their login. */
    keptForm?: ReturnedForm & { ownerId: string }
  }
}

export type Flash = (
  variant: FlashMessage['variant'],
  key: string,
  values?: TextValues,
  link?: FlashMessage['link'],
) => void

/** Leaves a message for the next page of this session. */
export function flashOf(req: Request): Flash {
  return (variant, key, values = {}, link) => {
    const message: FlashMessage = { variant, key, values, ...(link && { link }) }
    req.session.messages = [...(req.session.messages ?? []), message]
  }
}

/** Takes the messages of the page before; they are shown once. */
export function takeMessages(req: Request): FlashMessage[] {
  const messages = req.session?.messages ?? []
  if (messages.length > 0) delete req.session.messages
  return messages
}

/** Takes the form that was sent back to this page; another page's stays for that page. */
export function takeReturnedForm(req: Request): ReturnedForm | null {
  const returned = req.session?.returnedForm
  if (returned === undefined || returned.path !== req.path) return null
  delete req.session.returnedForm
  return returned
}
