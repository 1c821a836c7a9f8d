/** The page on which the applicant adds the document that the bureau has asked for ("eksik iste"). */
import { z } from 'zod'
import { BusinessRefusal, FormRefused, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { documentLimits } from '../../shared/web/texts/format/documentLimits'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { completeRequest } from '../operations/completeRequest'
import { noteOfAsk } from '../../shared/store/explanation'
import { beginDraft } from '../operations/drafts'
import { dropProposals } from '../operations/proposals'
import { missingPath, PersonParams, PREPARED_AT, requestPath } from '../paths'
import { askedDocument } from '../viewModels/askedDocument'
import { personHeading } from '../viewModels/person'
import { uploadAt } from '../viewModels/preparedDocuments'
import { DraftId } from './filing'
import { requestToComplete } from './guard'

export function missingRoutes(deps: Deps): Route[] {
  const { store } = deps
  return [
    route({
      method: 'get',
      path: missingPath(':personId'),
      access: STAFF,
      audit: 'draftOpened',
      params: PersonParams,
      handle: async ({ params: { personId }, account, language, t, about }) => {
        const { relative, request, asked } = await requestToComplete(store, account, personId)
        const { type } = request
        const draft = await beginDraft(store, { ownerId: account.id, personId, type })
        about(request._id)
        return view('missing/page', {
          ...personHeading(relative, t),
          request,
          asked: askedDocument(
            request,
            await noteOfAsk(store, request),
            account.id,
            new Date(),
            language,
            t,
          ),
          formId: PREPARED_AT.missing,
          action: missingPath(personId),
          document: uploadAt('missing', asked.kind, personId, { draft, latest: null }, language, t),
          photoLimits: documentLimits('photo', language),
          draftId: draft._id,
          requestHref: requestPath(request._id),
        })
      },
    }),

    route({
      method: 'post',
      path: missingPath(':personId'),
      access: STAFF,
      audit: 'askedDocumentSent',
      params: PersonParams,
      body: z.object({ draftId: DraftId }),
      handle: async ({ params: { personId }, body: { draftId }, account, flash, t, about }) => {
        const { request, asked } = await requestToComplete(store, account, personId)
        const { _id, number } = request
        about(_id)
        const answer = await completeRequest(deps, request, asked, draftId)
        switch (answer.kind) {
          case 'missing':
            throw new FormRefused([{ field: asked.kind, key: `missingPart.${asked.kind}` }])
          case 'refused':
            throw new BusinessRefusal(
              'portal.missing.over',
              { number },
              { next: { href: requestPath(_id), key: 'portal.withdrawal.seeRequest' } },
            )
          case 'taken':
            await dropProposals(deps, draftId, [asked.kind])
            flash('success', answer.visible ? 'portal.missing.sent' : 'portal.missing.checking', {
              number,
              document: t(`documentKind.${asked.kind}`),
            })
            return redirect(requestPath(_id))
        }
      },
    }),
  ]
}
