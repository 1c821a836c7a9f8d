/** The review page: everything a clerk needs to decide, and the decision form. */
import { randomUUID } from 'node:crypto'
import { mayDo } from '../../../workflows/domain/allowedActions'
import { ownFamilyOf } from '../../../workflows/domain/judgement'
import type { KeptDocument } from '../../shared/store/keptDocument'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'
import { logRunLost, RunLost } from '../../shared/temporal/runLost'
import { NotFound, redirect, renewalOf, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { noteOfAsk } from '../../shared/store/explanation'
import { notesOfEscalation } from '../operations/escalate'
import { openReview } from '../operations/openReview'
import { cardToCancel } from '../operations/cardToCancel'
import { caseFile, othersOf } from '../operations/caseFile'
import { showCurrentSentences } from '../operations/reasonSentences'
import { reusedDocuments } from '../operations/reusedDocuments'
import { registerForReview } from '../operations/register'
import { shownDocument } from '../operations/shownDocument'
import { heldOn } from '../operations/heldDecisions'
import { leftForReview } from '../operations/reviewQueue'
import type { NextRequest } from '../operations/reviewQueue'
import type { WorkListFilter } from '../operations/workList'
import { FilterQuery, RequestParams, requestPath, reviewPath } from '../paths'
import { heldText } from '../viewModels/held'
import { firstPictures } from '../viewModels/review'
import { reviewPage } from '../viewModels/reviewPage'
import { leaseOnPage, takenOnOpening } from './leaseOnPage'
import type { Looker } from './leaseOnPage'
import { waysTo } from './reviewWays'

export function reviewRoutes(deps: Deps): Route[] {
  const { store, runs, claims, vault, fee } = deps
  return [
    route({
      method: 'get',
      path: reviewPath(':requestId'),
      access: BUREAU,
      audit: 'personFileOpened',
      params: RequestParams,
      query: FilterQuery,
      handle: async ({
        params: { requestId },
        query: filter,
        account,
        language,
        t,
        about,
        flash,
        nothingDone,
        log,
        req,
      }) => {
        const file = await caseFile(store, requestId)
        if (file === null) throw new NotFound()
        const { request, person } = file
        if (!mayDo(stateOf(request), account.roles, 'decide')) {
          nothingDone()
          return redirect(requestPath(requestId))
        }
        // The run refuses such a decision too.
        const ownFamily = ownFamilyOf(account.id, request)
        const opened =
          ownFamily === null
            ? openReview({ store, runs, claims }, account.id, request, person.personKey)
            : null
        about(person._id, requestId)
        const now = new Date()
        // A page that is renewed goes on keeping the lease by its own id.
        const leaseFor = (looker: Looker) =>
          renewalOf(req) === null
            ? takenOnOpening(store, request, filter, { ...looker, pageId: randomUUID() })
            : leaseOnPage(store, request, filter, looker)
        // At once, since a clerk waits for each of these after each decision.
        const [answer, held, register, lease, { left, ...ways }, reuses, notes, card, files] =
          await Promise.all([
            opened,
            heldOn(store, requestId),
            registerForReview(deps, request, person.personKey, now),
            leaseFor({ account, language, t }),
            waysOn(account.id, filter, request),
            reusedDocuments(store, request),
            notesOf(request),
            request.type === 'cancellationRequest'
              ? cardWithPhoto(account.id, request.cardId)
              : null,
            Promise.all(request.documents.map((kept) => withContent(account.id, kept))),
            showCurrentSentences(store),
          ])
        if (answer === 'withdrawn') {
          nothingDone()
          flash('info', 'bureau.review.withdrawn', { number: request.number })
          return redirect(requestPath(requestId))
        }
        const runLost = answer instanceof RunLost
        if (runLost && renewalOf(req) === null) logRunLost(log, answer)
        const heldBy = held === null ? null : await heldText(store, held, t)
        const page = reviewPage(
          file,
          { ownFamily, heldBy, register, reuses, notes, card, files, left },
          { account, filter, vault, fee, language, t, now },
        )
        return view('review/page', { ...page, ...ways, lease, runLost })
      },
    }),
  ]

  /** The list, how many are left, and the next request with its pictures, which a script loads ahead. */
  async function waysOn(clerkId: string, filter: WorkListFilter, reviewed: RequestRecord) {
    const { next, count } = await leftForReview(store, clerkId, filter, reviewed)
    const nextPictures = next === null ? [] : await picturesOf(next)
    return { ...waysTo(next?._id ?? null, filter), nextPictures, left: count }
  }

  async function picturesOf(next: NextRequest) {
    const [others, card] = await Promise.all([
      othersOf(store, next),
      next.type === 'cancellationRequest' ? cardToCancel(store, next.cardId) : null,
    ])
    return firstPictures(next, others, card)
  }

  /** What clerks have written to the applicant and to each other. */
  async function notesOf(request: RequestRecord) {
    const [ofAsk, ofEscalation] = await Promise.all([
      noteOfAsk(store, request),
      notesOfEscalation(store, request),
    ])
    return { ofAsk, ofEscalation }
  }

  /** A file with its content; null when it is lost, altered or unreadable. */
  async function withContent(viewerId: string, kept: KeptDocument) {
    return { kept, shown: await shownDocument(deps, viewerId, kept) }
  }

  async function cardWithPhoto(viewerId: string, cardId: string | null) {
    const card = await cardToCancel(store, cardId)
    if (card === null) return null
    const { photo } = card
    return { card, photo: photo === null ? null : await withContent(viewerId, photo) }
  }
}
