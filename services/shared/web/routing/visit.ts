/** What a route's handler is given: the request, who makes it, its parsed parts, and the means to answer. */
import type { Request, Response } from 'express'
import type { Logger } from 'pino'
import type { SignedInAccount } from '../../accounts/access'
import type { Language, Translate } from '../texts/catalogue'
import type { Flash } from '../forms/flash'
import type { FormOwners } from '../forms/formOwners'
import type { FlashMessage, PageNotes } from '../forms/pageNotes'
import type { UploadedFile } from '../forms/upload'

export interface Visit<Params, Query, Body, Account = SignedInAccount, File = UploadedFile> {
  req: Request
  res: Response
  /** Who is signed in; null only on public routes. */
  account: Account
  params: Params
  query: Query
  body: Body
  /** The file of a route that declares `upload`. */
  file: File
  language: Language
  t: Translate
  /** Leaves a message for the next page. */
  flash: Flash
  /** Names what the act is about, for the audit trail; without it that is the first parameter of the path. */
  about(subjectId: string): void
  /** Says that the act was not done, since another page comes first or instead; the audit trail then shows nothing. */
  nothingDone(): void
  /** Log of this request; ids and codes only (D12). */
  log: Logger
}

/** A visit before its parts are parsed: what the kit's own middleware passes along. */
export type AnyVisit = Visit<never, never, never, never, never>

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the one way to extend Express's own types
  namespace Express {
    interface Locals {
      requestId: string
      language: Language
      t: Translate
      account: SignedInAccount | null
      formOwners: FormOwners
      /** Differs from browser to browser and from session to session. */
      browserKey(): string
      pageNotes: PageNotes
      /** What this request has to say on the page that it leads to. */
      messages: FlashMessage[]
      /** The token that forms of this browser carry. */
      csrfToken(): string
      isCsrfToken(given: unknown): boolean
      /** Whether the token of a posted form is still to come, in the multipart body. */
      tokenFollows: boolean
    }
  }
}
