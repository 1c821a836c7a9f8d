/** The review page: everything a clerk needs to decide, and the decision form. */
import { randomUUID } from 'node:crypto'
import { mayDo } from '../../../workflows/domain/allowedActions'
import { ownFamilyOf } from '../../../workflows/domain/judgement'
import type { KeptDocument } from '../../shared/store/keptDocument'
import { stateOf } from '../../shared/store/request'
import { countUpTo, NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { feeRows } from '../../shared/web/texts/format/cardFee'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { EXPLANATION_MAX } from '../operations/decideRequest'
import { openReview } from '../operations/openReview'
import { cardToCancel } from '../operations/cardToCancel'
import { caseFile, lostSince } from '../operations/caseFile'
import { shownDocument } from '../operations/shownDocument'
import { leftForReview } from '../operations/reviewQueue'
import { COUNT_LIMIT } from '../operations/workList'
import { decisionPath, FilterQuery, RequestParams, requestPath, reviewPath } from '../paths'
import { maskedIdentity } from '../viewModels/identity'
import { reasonGroups } from '../viewModels/reasons'
import { cardOnPage, documentOnPage, previousPhoto } from '../viewModels/review'
import { timelineOf } from '../viewModels/timeline'
import { waitingTime } from '../viewModels/waiting'
import { takenOnOpening } from './leaseOnPage'
import { reviewWays } from './reviewWays'

export function reviewRoutes(deps: Deps): Route[] {
  const { store, runs, claims, vault, fee } = deps
  return [
    route({
      method: 'get',
      path: reviewPath(':requestId'),
      access: BUREAU,
      // The one page that shows an identity number in full (D12).
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
      }) => {
        const file = await caseFile(store, requestId)
        if (file === null) throw new NotFound()
        const { request, person } = file
        if (!mayDo(stateOf(request), account.roles, 'decide')) {
          nothingDone()
          return redirect(requestPath(requestId))
        }
        // The run refuses such a decision too.
        const whyNot = ownFamilyOf(account.id, request)
        if (
          whyNot === null &&
          (await openReview({ runs, claims }, account.id, request, person.personKey)) ===
            'withdrawn'
        ) {
          nothingDone()
          flash('info', 'bureau.review.withdrawn', { number: request.number })
          return redirect(requestPath(requestId))
        }
        about(person._id)
        const [lease, left, ways, card, files] = await Promise.all([
          takenOnOpening(store, request, filter, { account, language, t, pageId: randomUUID() }),
          leftForReview(store, account.id, filter, request),
          reviewWays({ store }, account.id, filter, request),
          request.type === 'cancellationRequest' ? cardWithPhoto(account.id, request.cardId) : null,
          Promise.all(request.documents.map((kept) => withContent(account.id, kept))),
        ])
        const shownDocuments = files.map((one) => documentOnPage(requestId, one, language, t))
        return view('review/page', {
          file,
          lease,
          lostSince: lostSince(file),
          identityNumber:
            whyNot === null
              ? vault.open(person.identity, person._id)
              : maskedIdentity(vault, person),
          identityOnPaper: maskedIdentity(vault, person),
          whyNot,
          card: card === null ? null : cardOnPage(card),
          previousPhoto: previousPhoto(file),
          photo: shownDocuments.find(({ kind }) => kind === 'photo') ?? null,
          fee: request.type === 'cardRequest' ? feeRows(fee, language, t) : null,
          documents: shownDocuments.filter(({ kind }) => kind !== 'photo'),
          left: {
            count: left,
            total: countUpTo(left, COUNT_LIMIT, language),
            order: t(`bureau.review.order.${filter.order ?? 'first'}`),
          },
          waiting: waitingTime(request.queuedAt, new Date(), t),
          timeline: timelineOf(file, t),
          reasonGroups: reasonGroups(request, t),
          explanationMax: EXPLANATION_MAX,
          decisionId: randomUUID(),
          action: decisionPath(requestId, filter),
          ...ways,
        })
      },
    }),
  ]

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
