/** The files of a request: photo, receipt, loss form, police letter. Papers are shown as pages. */
import { z } from 'zod'
import { DOCUMENT_KINDS } from '../../../workflows/domain/documents'
import { withPages } from '../../shared/documents/store/withPages'
import {
  documentOf,
  documentPage,
  isPhoto,
  NotFound,
  originalOf,
  originalReply,
  PageNumber,
  pagePath,
  pageReply,
  photoReply,
  route,
  ZoomQuery,
} from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { findRequest } from '../operations/requests'
import { documentPath, originalPath, RequestParams, requestPath } from '../paths'

type FileDeps = Pick<Deps, 'store' | 'documents' | 'work'>

const DocumentParams = RequestParams.extend({ kind: z.enum(DOCUMENT_KINDS) })

export function documentRoutes(deps: FileDeps): Route[] {
  return [documentRoute(deps), pageRoute(deps), originalRoute(deps)]
}

function documentRoute(deps: FileDeps): Route {
  return route({
    method: 'get',
    path: documentPath(':requestId', ':kind'),
    access: BUREAU,
    audit: 'documentOpened',
    params: DocumentParams,
    query: ZoomQuery,
    handle: async ({ params: { requestId, kind }, query: { zoom }, account, t }) => {
      const { number, document } = await documentIn(deps, requestId, kind)
      const shown = await withPages(deps, account.id, requestId, document)
      if (isPhoto(shown)) return photoReply(deps.documents, shown, number)
      return documentPage(kind, shown, {
        href: documentPath(requestId, kind),
        requestNumber: number,
        back: { href: requestPath(requestId), text: t('pages.backToRequest') },
        zoom,
        original: originalOf(shown ?? document, originalPath(requestId, kind)),
      })
    },
  })
}

function pageRoute(deps: FileDeps): Route {
  return route({
    method: 'get',
    path: pagePath(documentPath(':requestId', ':kind'), ':page'),
    access: BUREAU,
    audit: 'none: part of a page that is audited',
    params: DocumentParams.extend({ page: PageNumber }),
    handle: async ({ params: { requestId, kind, page }, account }) => {
      const { number, document } = await documentIn(deps, requestId, kind)
      const shown = await withPages(deps, account.id, requestId, document)
      return pageReply(deps.documents, shown, page, number)
    },
  })
}

function originalRoute(deps: FileDeps): Route {
  return route({
    method: 'get',
    path: originalPath(':requestId', ':kind'),
    access: BUREAU,
    audit: 'originalDownloaded',
    params: DocumentParams,
    handle: async ({ params: { requestId, kind } }) => {
      const { number, document } = await documentIn(deps, requestId, kind)
      return originalReply(deps.documents, document, number)
    },
  })
}

async function documentIn(
  { store }: FileDeps,
  requestId: string,
  kind: (typeof DOCUMENT_KINDS)[number],
) {
  const request = await findRequest(store, requestId)
  if (request === null) throw new NotFound()
  return { number: request.number, document: documentOf(request.documents, kind) }
}
