/**
 * Files: uploaded on the pages that prepare a request, and shown to the family (S24–S31, S61–S63).
 */
import { z } from 'zod'
import { DOCUMENT_KINDS, MAX_UPLOAD_BYTES } from '../../../workflows/domain/documents'
import type { DocumentKind } from '../../../workflows/domain/documents'
import {
  documentOf,
  documentRoutePair,
  FormRefused,
  NotFound,
  redirect,
  route,
} from '../../shared/web'
import type { Route, SignedInAccount } from '../../shared/web'
import { faultKey, faultValues } from '../../shared/web/texts/format/documentFaults'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { keepReason, keepResponsibility } from '../operations/drafts'
import { familyRequest } from '../operations/familyRequests'
import { receiveDocument } from '../operations/receiveDocument'
import {
  draftDocumentPath,
  PersonParams,
  preparationPath,
  proposalPath,
  RequestParams,
  documentPath,
  requestPath,
} from '../paths'
import type { UploadPlace } from '../paths'
import { documentsAt, ownDraftAt, refuseReasonUnfit, UPLOAD_PLACES, uploadsAt } from './guard'

type FileDeps = Pick<Deps, 'store' | 'documents' | 'work'>

export function documentRoutes(deps: FileDeps): Route[] {
  return [
    ...UPLOAD_PLACES.flatMap((place) =>
      documentsAt(place).flatMap((kind) => [
        uploadRoute(deps, place, kind),
        ...draftDocumentRoutes(deps, place, kind),
      ]),
    ),
    ...requestDocumentRoutes(deps),
  ]
}

/** A file that passes replaces the earlier one; a faulty one changes nothing (S28, S31, S63). */
function uploadRoute(deps: FileDeps, place: UploadPlace, kind: DocumentKind): Route {
  return route({
    method: 'post',
    path: draftDocumentPath(place, ':personId', kind),
    access: STAFF,
    audit: 'documentUploaded',
    params: PersonParams,
    body: z.object({ draftId: z.string().optional(), responsibility: z.string().optional() }),
    upload: { field: kind, maxBytes: MAX_UPLOAD_BYTES },
    formAt: ({ params }) => preparationPath(place, params.personId),
    handle: async ({ params: { personId }, body, account, file, language, t, about }) => {
      const { relative, of } = await uploadsAt(deps.store, account, personId, { place, kind })
      if (place === 'cancellationRequest') refuseReasonUnfit(relative, 'lostOrStolen')
      // The upload fields belong to this reason; without scripts the page reloads with it.
      if (place === 'cancellationRequest') await keepReason(deps.store, of, 'lostOrStolen')
      const answer = await receiveDocument(deps, of, kind, file)
      if (answer.kind === 'refused') {
        throw new FormRefused(
          answer.faults.map((fault) => ({
            field: kind,
            key: faultKey(fault),
            values: faultValues(fault, language, t),
          })),
        )
      }
      // Without scripts the whole form is sent with the file, including the checkbox of S32.
      if (place === 'cardRequest' && body.draftId !== undefined)
        await keepResponsibility(deps.store, answer.draft, body.responsibility === 'accepted')
      about(answer.draft._id)
      if (answer.kind === 'proposed') return redirect(proposalPath(place, personId, kind))
      return redirect(`${preparationPath(place, personId)}#${kind}-field`)
    },
  })
}

function draftDocumentRoutes(deps: FileDeps, place: UploadPlace, kind: DocumentKind): Route[] {
  return documentRoutePair(deps, {
    path: draftDocumentPath(place, ':personId', kind),
    access: STAFF,
    params: PersonParams,
    find: async ({ personId }, account) => ({
      ...(await documentOfDraft(deps, account, personId, place, kind)),
      requestNumber: null,
      href: draftDocumentPath(place, personId, kind),
      backHref: preparationPath(place, personId),
      originalHref: null,
    }),
  })
}

/** @throws NotFound if the draft is not the account's own, or has no such document */
async function documentOfDraft(
  { store }: FileDeps,
  account: SignedInAccount,
  personId: string,
  place: UploadPlace,
  kind: DocumentKind,
) {
  const draft = await ownDraftAt(store, account, personId, place)
  if (draft === null) throw new NotFound()
  return { recordId: draft._id, document: documentOf(draft.documents, kind) }
}

function requestDocumentRoutes(deps: FileDeps): Route[] {
  return documentRoutePair(deps, {
    path: documentPath(':requestId', ':kind'),
    access: STAFF,
    params: RequestParams.extend({ kind: z.enum(DOCUMENT_KINDS) }),
    find: async ({ requestId, kind }, account) => ({
      ...(await documentOfRequest(deps, account, requestId, kind)),
      href: documentPath(requestId, kind),
      backHref: requestPath(requestId),
      originalHref: null,
    }),
  })
}

/** @throws NotFound if the request is not of the account's family, or has no such document */
async function documentOfRequest(
  { store }: FileDeps,
  account: SignedInAccount,
  requestId: string,
  kind: DocumentKind,
) {
  const found = await familyRequest(store, account.id, requestId, new Date())
  if (found === null) throw new NotFound()
  const { _id, number, documents } = found.request
  return { recordId: _id, requestNumber: number, document: documentOf(documents, kind) }
}
