/** The files of a request: photo, receipt, loss form, police letter. Papers are shown as pages. */
import { z } from 'zod'
import { DOCUMENT_KINDS } from '../../../workflows/domain/documents'
import { documentOf, documentRoutePair, originalReply, route } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { documentPath, originalPath, RequestParams, requestPath } from '../paths'
import { requestOr404 } from './requestOr404'

type FileDeps = Pick<Deps, 'store' | 'documents' | 'work'>

const DocumentParams = RequestParams.extend({ kind: z.enum(DOCUMENT_KINDS) })

export function documentRoutes(deps: FileDeps): Route[] {
  return [
    ...documentRoutePair(deps, {
      path: documentPath(':requestId', ':kind'),
      access: BUREAU,
      params: DocumentParams,
      find: async ({ requestId, kind }) => ({
        ...(await documentIn(deps, requestId, kind)),
        href: documentPath(requestId, kind),
        backHref: requestPath(requestId),
        originalHref: originalPath(requestId, kind),
      }),
    }),
    originalRoute(deps),
  ]
}

function originalRoute(deps: FileDeps): Route {
  return route({
    method: 'get',
    path: originalPath(':requestId', ':kind'),
    access: BUREAU,
    audit: 'originalDownloaded',
    params: DocumentParams,
    handle: async ({ params: { requestId, kind } }) => {
      const { requestNumber, document } = await documentIn(deps, requestId, kind)
      return originalReply(deps.documents, document, requestNumber)
    },
  })
}

async function documentIn(
  { store }: FileDeps,
  requestId: string,
  kind: (typeof DOCUMENT_KINDS)[number],
) {
  const request = await requestOr404(store, requestId)
  return {
    recordId: request._id,
    requestNumber: request.number,
    document: documentOf(request.documents, kind),
  }
}
