/** The routes that show a document: its page, and the picture of each page (D14). */
import { z } from 'zod'
import type { Access, SignedInAccount } from '../../accounts/access'
import { withPages } from '../../documents/store/withPages'
import type { DocumentDeps } from '../../documents/store/withPages'
import type { KeptDocument } from '../../store/keptDocument'
import {
  documentPage,
  isPhoto,
  originalOf,
  PageNumber,
  pagePath,
  pageReply,
  photoReply,
  ZoomQuery,
} from './documentPages'
import { route } from './route'
import type { Route } from './route'

/** A document, and where it belongs. */
export interface FoundDocument {
  document: KeptDocument
  /** Id of the draft or the request that it is part of. */
  recordId: string
  /** Null for a draft. */
  requestNumber: string | null
  /** Address of the document. */
  href: string
  /** The page of the draft or the request. */
  backHref: string
  /** Where the uploaded file can be downloaded; null where nobody may. */
  originalHref: string | null
}

interface DocumentDeclaration<Params> {
  path: string
  access: Exclude<Access, 'public'>
  params: z.ZodType<Params>
  /** @throws NotFound if there is no such document, or the account may not see it */
  find(params: Params, account: SignedInAccount): Promise<FoundDocument>
}

/** A photo is its own picture; a paper is shown as pages. Opening it is audited once. */
export function documentRoutePair<Params>(
  deps: DocumentDeps,
  { path, access, params, find }: DocumentDeclaration<Params>,
): Route[] {
  const shownOf = ({ document }: FoundDocument, { id }: SignedInAccount) =>
    withPages(deps, id, document)

  return [
    route({
      method: 'get',
      path,
      access,
      audit: 'documentOpened',
      params,
      query: ZoomQuery,
      handle: async ({ params: asked, query: { zoom }, account, about, t }) => {
        const found = await find(asked, account)
        const { document, requestNumber, href, backHref, originalHref } = found
        about(found.recordId)
        const shown = await shownOf(found, account)
        if (isPhoto(shown)) return photoReply(deps.documents, shown, requestNumber)
        return documentPage(document.kind, shown, {
          href,
          requestNumber,
          back: { href: backHref, text: t('pages.backToRequest') },
          zoom,
          original: originalHref === null ? null : originalOf(shown ?? document, originalHref),
        })
      },
    }),
    route({
      method: 'get',
      path: pagePath(path, ':page'),
      access,
      audit: 'none: part of a page that is audited',
      params: z.intersection(params, z.object({ page: PageNumber })),
      handle: async ({ params: asked, account }) => {
        const found = await find(asked, account)
        const shown = await shownOf(found, account)
        return pageReply(deps.documents, shown, asked.page, found.requestNumber)
      },
    }),
  ]
}
