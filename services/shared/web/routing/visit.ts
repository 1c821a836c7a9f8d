/** What a handler gets: the request, its account, its parsed parts, and ways to answer. */
import type { Request, Response } from 'express'
import type { Logger } from 'pino'
import type { SignedInAccount } from '../../accounts/access'
import type { RefusalDetails } from '../audit/auditEvents'
import type { Translate } from '../texts/catalogue'
import type { Language } from '../texts/languages'
import type { Flash } from '../forms/flash'
import type { FormOwners } from '../forms/formOwners'
import type { FlashMessage, PageNotes } from '../forms/pageNotes'
import type { UploadedFile } from '../forms/upload'

export interface Visit<Params, Query, Body, Account = SignedInAccount, File = UploadedFile> {
  req: Request
  res: Response
  /** The signed-in account; null only on public routes. */
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
  /**
   * Sets the subject of the audit line; by default the first parameter of the path.
   * @param requestId the request that a look at a person is for, so that its number finds the line
   */
  about(subjectId: string, requestId?: string): void
  /** Adds to the audit line why it is done, as a code such as `wrongCard`. */
  because(ground: string): void
  /** Adds details to the audit line in case the act is refused. */
  ifRefused(details: RefusalDetails): void
  /** Marks that nothing was done, such as a redirect to another page; no audit line is written. */
  nothingDone(): void
  /** Marks that the act is done, so that its audit line is written while the handler goes on. */
  alreadyDone(): void
  /** Log of this request; ids and codes only (D12). */
  log: Logger
}

/** What the kit's own middleware adds to a request. */
export type AnyVisit = Visit<never, never, never, never, never>

declare global {
  // Extending Express's own types needs a namespace.
  // eslint-disable-next-line @typescript-eslint/no-namespace
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
      /** Messages of this request for the page it redirects to. */
      messages: FlashMessage[]
      /** The CSRF token of this browser's forms. */
      csrfToken(): string
      isCsrfToken(given: unknown): boolean
      /** Whether the token of a posted form is expected in the multipart body. */
      tokenFollows: boolean
      /** Begins to load what surrounds the content of a page (setUp/views.ts). */
      loadSurroundings(): void
      /** Lets the next form with a file begin (setUp/uploadTurns.ts). */
      turnIsOver(): void
    }
  }
}
