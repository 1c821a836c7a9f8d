/**
 * "Fotoğrafı uygun hâle getir", and the other questions about an uploaded file that differs from
 * its rules (D13).
 */
import { z } from 'zod'
import type { DocumentKind } from '../../../workflows/domain/documents'
import {
  fittedFrame,
  FRAME_MOVES,
  movedFrame,
  proposedFrame,
  scaledFrame,
} from '../../../workflows/domain/photoFrame'
import type { Frame } from '../../../workflows/domain/photoFrame'
import { DocumentTooCostly } from '../../shared/documents/pool/documentWork'
import { fileNameOf } from '../../shared/documents/store/servedAs'
import { readPinned } from '../../shared/documents/store/readDocument'
import { adviceIn } from '../../shared/store/keptDocument'
import type { Proposal } from '../../shared/store/proposal'
import {
  FormRefused,
  NotFound,
  PageNumber,
  pagePath,
  pageReply,
  privateFile,
  redirect,
  route,
  view,
} from '../../shared/web'
import type { Route, SignedInAccount } from '../../shared/web'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { openDraft } from '../operations/drafts'
import { confirmProposal, discardProposal, proposalOf } from '../operations/proposals'
import { PersonParams, preparationPath, proposalPath } from '../paths'
import type { UploadPlace } from '../paths'
import { adviceTexts, proposalPage } from '../viewModels/proposal'
import { personHeading } from '../viewModels/person'
import { documentsAt, ownDraftAt, UPLOAD_PLACES, uploadsAt } from './guard'

type ProposalDeps = Pick<Deps, 'store' | 'documents' | 'work'>

const number = z.coerce.number().optional().catch(undefined)
const FrameFields = z.object({ left: number, top: number, width: number })
const FrameQuery = FrameFields.extend({ move: z.enum(FRAME_MOVES).optional().catch(undefined) })
const Offered = z.coerce
  .number('portal.reopen')
  .int('portal.reopen')
  .nonnegative('portal.reopen')
  .max(8.64e15, 'portal.reopen')
  .transform((time) => new Date(time))

export function proposalRoutes(deps: ProposalDeps): Route[] {
  return UPLOAD_PLACES.flatMap((place) => [
    pageRoute(deps, place),
    adviceRoute(deps, place),
    uprightRoute(deps, place),
    resultPageRoute(deps, place),
    confirmRoute(deps, place),
    discardRoute(deps, place),
  ])
}

function paramsOf(place: UploadPlace) {
  return PersonParams.extend({ kind: z.enum(documentsAt(place) as [DocumentKind]) })
}

function pageRoute(deps: ProposalDeps, place: UploadPlace): Route {
  return route({
    method: 'get',
    path: proposalPath(place, ':personId', ':kind'),
    access: STAFF,
    audit: 'documentOpened',
    params: paramsOf(place),
    query: FrameQuery,
    handle: async ({
      params: { personId, kind },
      query,
      account,
      language,
      t,
      about,
      ...visit
    }) => {
      const { relative, of } = await uploadsAt(deps.store, account, personId, { place, kind })
      const draft = await openDraft(deps.store, of)
      const proposal = proposalOf(draft, kind)
      if (draft === null || proposal === null) {
        visit.nothingDone()
        visit.flash('info', 'portal.proposal.gone')
        return redirect(preparationPath(place, personId))
      }
      about(draft._id)
      const frame = frameOn(proposal, query)
      const address = proposalPath(place, personId, kind)
      return view('proposal/page', {
        ...personHeading(relative, t),
        kindLabel: t(`documentKind.${kind}`),
        kind,
        address,
        backHref: preparationPath(place, personId),
        moves: FRAME_MOVES,
        ...proposalPage(
          proposal,
          address,
          frame,
          await adviceOn(deps, account, proposal, frame),
          language,
          t,
        ),
      })
    },
  })
}

/** The frame that the address gives, moved by the button that was pressed. */
function frameOn(
  { frame: size }: Proposal,
  query: Partial<z.infer<typeof FrameQuery>>,
): Frame | null {
  if (size === null) return null
  const given = frameIn(query)
  const frame = given === null ? proposedFrame(size) : fittedFrame(given, size)
  return query.move === undefined ? frame : movedFrame(frame, query.move, size)
}

function frameIn({ left, top, width }: Partial<z.infer<typeof FrameFields>>): Frame | null {
  return left === undefined || top === undefined || width === undefined
    ? null
    : { left, top, width }
}

async function adviceOn(
  { documents, work }: ProposalDeps,
  { id }: SignedInAccount,
  { frame: waiting, result }: Proposal,
  frame: Frame | null,
) {
  if (result !== null) return adviceIn(result)
  if (waiting === null || frame === null) return []
  const { upright } = waiting
  const advice = work.adviceOn(
    id,
    async () => ({ ...upright, bytes: await readPinned(documents, upright) }),
    scaledFrame(frame, waiting, upright),
  )
  // Advice is a help; the page does without it.
  return advice.catch((error: unknown) => {
    if (!(error instanceof DocumentTooCostly)) throw error
    return []
  })
}

/** The advice on another frame, for the page whose scripts have moved it. */
function adviceRoute(deps: ProposalDeps, place: UploadPlace): Route {
  return route({
    method: 'get',
    path: `${proposalPath(place, ':personId', ':kind')}/advice`,
    access: STAFF,
    audit: 'none: part of a page that is audited',
    params: paramsOf(place),
    query: FrameFields,
    handle: async ({ params: { personId, kind }, query, account, t }) => {
      const proposal = await ownProposal(deps.store, account, place, personId, kind)
      const advice = await adviceOn(deps, account, proposal, frameOn(proposal, query))
      return view('proposal/advice', { advice: adviceTexts(advice, t) })
    },
  })
}

function uprightRoute({ store, documents }: ProposalDeps, place: UploadPlace): Route {
  return route({
    method: 'get',
    path: `${proposalPath(place, ':personId', ':kind')}/upright`,
    access: STAFF,
    audit: 'none: part of a page that is audited',
    params: paramsOf(place),
    handle: async ({ params: { personId, kind }, account }) => {
      const { frame } = await ownProposal(store, account, place, personId, kind)
      if (frame === null) throw new NotFound()
      return privateFile(
        await readPinned(documents, frame.upright),
        `${fileNameOf(kind, null)}.jpg`,
      )
    },
  })
}

function resultPageRoute({ store, documents }: ProposalDeps, place: UploadPlace): Route {
  return route({
    method: 'get',
    path: pagePath(proposalPath(place, ':personId', ':kind'), ':page'),
    access: STAFF,
    audit: 'none: part of a page that is audited',
    params: paramsOf(place).extend({ page: PageNumber }),
    handle: async ({ params: { personId, kind, page }, account }) => {
      const { result } = await ownProposal(store, account, place, personId, kind)
      return pageReply(documents, result, page)
    },
  })
}

async function ownProposal(
  store: Deps['store'],
  account: SignedInAccount,
  place: UploadPlace,
  personId: string,
  kind: DocumentKind,
): Promise<Proposal> {
  const proposal = proposalOf(await ownDraftAt(store, account, personId, place), kind)
  if (proposal === null) throw new NotFound()
  return proposal
}

/** "Bu hâliyle kaydet": the result becomes the document (S26, S27). */
function confirmRoute(deps: ProposalDeps, place: UploadPlace): Route {
  return route({
    method: 'post',
    path: proposalPath(place, ':personId', ':kind'),
    access: STAFF,
    audit: 'documentUploaded',
    params: paramsOf(place),
    body: FrameFields.extend({ offered: Offered }),
    handle: async ({ params: { personId, kind }, body, account, t, flash, about, nothingDone }) => {
      const { of } = await uploadsAt(deps.store, account, personId, { place, kind })
      const seen = { kind, offeredAt: body.offered }
      const draft = await confirmProposal(deps, of, seen, frameIn(body)).catch((error: unknown) => {
        if (!(error instanceof DocumentTooCostly)) throw error
        const measured = t(`faultDetail.${error.exceeded}`)
        throw new FormRefused([
          { field: kind, key: 'documentFault.tooCostly', values: { measured } },
        ])
      })
      if (draft === null) {
        nothingDone()
        flash('info', 'portal.proposal.gone')
        return redirect(preparationPath(place, personId))
      }
      about(draft._id)
      return redirect(`${preparationPath(place, personId)}#${kind}-field`)
    },
  })
}

/** "Vazgeç": the earlier document of the kind stays. */
function discardRoute(deps: ProposalDeps, place: UploadPlace): Route {
  return route({
    method: 'post',
    path: `${proposalPath(place, ':personId', ':kind')}/discard`,
    access: STAFF,
    audit: 'draftSaved',
    params: paramsOf(place),
    body: z.object({ offered: Offered }),
    formAt: ({ params }) => proposalPath(place, params.personId, params.kind),
    handle: async ({ params: { personId, kind }, body, account }) => {
      const { of } = await uploadsAt(deps.store, account, personId, { place, kind })
      await discardProposal(deps, of, { kind, offeredAt: body.offered })
      return redirect(`${preparationPath(place, personId)}#${kind}-field`)
    },
  })
}
