/** The files of a request: photo, receipt, loss form, police letter. */
import { z } from 'zod'
import { DOCUMENT_KINDS } from '../../../workflows/domain/documents'
import { documentReply, NotFound, route } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { findRequest } from '../operations/requests'
import { documentPath, RequestParams } from '../paths'

export function documentRoutes({ store, documents }: Pick<Deps, 'store' | 'documents'>): Route[] {
  return [
    route({
      method: 'get',
      path: documentPath(':requestId', ':kind'),
      access: BUREAU,
      audit: 'documentOpened',
      params: RequestParams.extend({ kind: z.enum(DOCUMENT_KINDS) }),
      handle: async ({ params: { requestId, kind } }) => {
        const request = await findRequest(store, requestId)
        if (request === null) throw new NotFound()
        return documentReply(documents, request.documents, kind, request.number)
      },
    }),
  ]
}
