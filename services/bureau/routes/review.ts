/** The review page: everything a clerk needs to decide, and the decision form. */
import { randomUUID } from 'node:crypto'
import { mayDo } from '../../../workflows/domain/allowedActions'
import { ownFamilyOf } from '../../../workflows/domain/judgement'
import type { KeptDocument } from '../../shared/store/keptDocument'
import { stateOf } from '../../shared/store/request'
import { countUpTo, NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import type { Language, Translate } from '../../shared/web/texts/catalogue'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { EXPLANATION_MAX } from '../operations/decideRequest'
import { cardToCancel } from '../operations/cardToCancel'
import { caseFile } from '../operations/caseFile'
import type { CaseFile } from '../operations/caseFile'
import { documentFacts } from '../operations/documentFacts'
import { leftForReview } from '../operations/reviewQueue'
import { COUNT_LIMIT } from '../operations/workList'
import {
  decisionPath,
  documentPath,
  FilterQuery,
  RequestParams,
  requestPath,
  reviewPath,
} from '../paths'
import { maskedIdentity } from '../viewModels/identity'
import { photoChecks } from '../viewModels/photoChecks'
import { reasonGroups } from '../viewModels/reasons'
import { timelineOf } from '../viewModels/timeline'
import { waitingTime } from '../viewModels/waiting'
import { reviewWays } from './reviewWays'

export function reviewRoutes({ store, documents, vault }: Deps): Route[] {
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
        nothingDone,
      }) => {
        const file = await caseFile(store, requestId)
        if (file === null) throw new NotFound()
        const { request, person } = file
        if (!mayDo(stateOf(request), account.roles, 'decide')) {
          nothingDone()
          return redirect(requestPath(requestId))
        }
        about(person._id)
        // The run refuses such a decision too.
        const whyNot = ownFamilyOf(account.id, request)
        const [left, ways, card, shownDocuments] = await Promise.all([
          leftForReview(store, account.id, filter, request),
          reviewWays({ store }, account.id, filter, request),
          request.type === 'cancellationRequest' ? cardOnPage(request.cardId) : null,
          Promise.all(
            request.documents.map((kept) => documentOnPage(requestId, kept, language, t)),
          ),
        ])
        return view('review/page', {
          file,
          identityNumber:
            whyNot === null
              ? vault.open(person.identity, person._id)
              : maskedIdentity(vault, person),
          identityOnPaper: maskedIdentity(vault, person),
          whyNot,
          card,
          previousPhoto: previousPhoto(file),
          photo: shownDocuments.find(({ kind }) => kind === 'photo') ?? null,
          documents: shownDocuments.filter(({ kind }) => kind !== 'photo'),
          left: { count: left, total: countUpTo(left, COUNT_LIMIT, language) },
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

  /** The card to be cancelled as the page shows it; its photo only while the file is there. */
  async function cardOnPage(cardId: string | null) {
    const card = await cardToCancel(store, cardId)
    if (card === null) return null
    const { requestId, subState, approvedAt, photo } = card
    const isThere = photo !== null && (await documentFacts(documents, photo)) !== null
    return { subState, approvedAt, photoHref: isThere ? documentPath(requestId, 'photo') : null }
  }

  /** A document on the page: a picture is shown, a PDF is linked. */
  async function documentOnPage(
    requestId: string,
    kept: KeptDocument,
    language: Language,
    t: Translate,
  ) {
    const { kind, bytes } = kept
    const measured = await documentFacts(documents, kept)
    return {
      kind,
      bytes,
      href: documentPath(requestId, kind),
      /** Null when the file is lost or altered. */
      format: measured?.format ?? null,
      checks:
        kind === 'photo' && measured?.format === 'jpeg'
          ? photoChecks(measured, bytes, language, t)
          : [],
    }
  }
}

/** The photo of the person's last card request before this one, to compare with. */
function previousPhoto({ request, others }: CaseFile): { href: string; filedAt: Date } | null {
  const earlier = others.find(
    ({ type, filedAt, documents }) =>
      type === 'cardRequest' &&
      filedAt < request.filedAt &&
      documents.some(({ kind }) => kind === 'photo'),
  )
  return earlier === undefined
    ? null
    : { href: documentPath(earlier._id, 'photo'), filedAt: earlier.filedAt }
}
