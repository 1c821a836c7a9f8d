/** The files of a request: photo, receipt, loss form, police letter. */
import { z } from 'zod'
import { DOCUMENT_KINDS } from '../../../workflows/domain/documents'
import { readDocument } from '../../shared/documents/store/readDocument'
import { SERVED_AS } from '../../shared/documents/store/servedAs'
import { NotFound, privateFile, route } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../deps'
import type { Deps } from '../deps'
import { findRequest } from '../operations/requests'
import { RequestParams } from '../paths'

export function documentRoutes({ store, documents }: Pick<Deps, 'store' | 'documents'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/requests/:requestId/documents/:kind',
      access: BUREAU,
      audit: 'documentOpened',
      params: RequestParams.extend({ kind: z.enum(DOCUMENT_KINDS) }),
      handle: async ({ params: { requestId, kind } }) => {
        const request = await findRequest(store, requestId)
        const stored = request?.documents.find((document) => document.kind === kind)
        if (request === null || stored === undefined) throw new NotFound()
        const { bytes, format } = await readDocument(documents, stored)
        const { contentType, ending } = SERVED_AS[format]
        return privateFile(bytes, contentType, `${request.number}-${kind}.${ending}`)
      },
    }),
  ]
}
