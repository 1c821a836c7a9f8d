/**
 * Giving a decision (S43, S45, S50, D2, D7); the approval of a cancellation needs a confirmation.
 */
import { z } from 'zod'
import { mayDo } from '../../../workflows/domain/allowedActions'
import type { Taker } from '../../../workflows/domain/lease'
import { ownFamilyOf } from '../../../workflows/domain/judgement'
import { isRejectionReason } from '../../../workflows/domain/reasons'
import type { RejectionReason } from '../../../workflows/domain/reasons'
import { isOpen, isWithHead, OUTCOMES } from '../../../workflows/domain/requestState'
import type { Outcome } from '../../../workflows/domain/requestState'
import { stateOf } from '../../shared/store/request'
import type { RequestRecord } from '../../shared/store/request'
import { FormRefused, NotFound, redirect, route, view } from '../../shared/web'
import type { Reply, Route } from '../../shared/web'
import { keepForm } from '../../shared/web/forms/forms'
import type { Language } from '../../shared/web/texts/languages'
import { BUREAU } from '../../shared/accounts/roles'
import { cancellationReasonTexts } from '../../shared/web/texts/format/cancellationReason'
import type { Deps } from '../deps'
import { haveDocumentsChanged } from '../operations/askSeen'
import { decideRequest, faultsOf } from '../operations/decideRequest'
import type { DecisionFault } from '../operations/decideRequest'
import { caseFile } from '../operations/caseFile'
import { decidedBefore, heldOn, holdDecision } from '../operations/heldDecisions'
import { takeNextForReview } from '../operations/reviewQueue'
import type { Queued, WorkListFilter } from '../operations/workList'
import {
  confirmationPath,
  decidedPath,
  decisionPath,
  filterQuery,
  FilterQuery,
  RequestParams,
  requestPath,
  reviewPath,
  workListPath,
} from '../paths'
import { reasonText } from '../viewModels/reasons'
import { AskSeen } from './askSeen'
import { reviewWays } from './reviewWays'
import { clerkRefusal } from './clerkRefusal'
import { incompleteForm } from './incompleteForm'
import { OwnWords } from './ownWords'
import { refuseForOthers } from './refuseForOthers'
import { requestOr404 } from './requestOr404'

/** Created with the page, so that a form sent twice is one decision. */
const DecisionId = z.uuid('bureau.reopen')
/** Where the clerk goes afterwards; `preview` sends nothing yet. */
const Then = z.enum(['next', 'stay', 'preview']).catch('stay')

const DecisionBody = z.object({
  decisionId: DecisionId,
  askSeen: AskSeen,
  outcome: z.enum(OUTCOMES, 'bureau.decision.outcomeMissing'),
  reasons: z
    .union([z.string(), z.array(z.string())])
    .default([])
    .transform((chosen) => [chosen].flat())
    .pipe(z.array(z.custom<RejectionReason>(isRejectionReason))),
  explanation: OwnWords,
  then: Then,
  confirmed: z.literal('yes').optional().catch(undefined),
})

const FIELD_OF: Record<DecisionFault, 'reasons' | 'explanation'> = {
  reasonMissing: 'reasons',
  reasonUnfit: 'reasons',
  explanationMissing: 'explanation',
  explanationTooLong: 'explanation',
  explanationHoldsIdentityNumber: 'explanation',
}

const keyOf = (fault: DecisionFault) => `bureau.decision.${fault}`

function incomplete(faults: readonly DecisionFault[], written: string, language: Language) {
  return incompleteForm(keyOf, faults, FIELD_OF, { written, language })
}

export function decisionRoutes({ store, runs, claims, undoMs }: Deps): Route[] {
  return [
    route({
      method: 'post',
      path: decisionPath(':requestId'),
      access: BUREAU,
      audit: 'decisionGiven',
      params: RequestParams,
      query: FilterQuery,
      body: DecisionBody,
      formAt: ({ params: { requestId }, query }) => reviewPath(requestId, FilterQuery.parse(query)),
      handle: async ({
        params: { requestId },
        query: filter,
        body,
        account,
        req,
        res,
        flash,
        language,
        t,
        nothingDone,
      }) => {
        const request = await requestOr404(store, requestId)
        // Of a case with the head, the run says who handed it over.
        if (!isWithHead(request)) refuseForOthers(request, account, 'decide')
        const { decisionId, outcome, then, askSeen } = body
        if (haveDocumentsChanged(request, askSeen)) throw documentsChanged()
        // Reasons ticked before the clerk changed their mind are not part of an approval.
        const { reasons, explanation } =
          outcome === 'rejected' ? body : { reasons: [], explanation: '' }
        const asHead = account.roles.includes('head')
        const form = { requestId, decisionId, outcome, reasons, explanation, askSeen, asHead }
        if (then === 'preview') {
          const faults = await faultsOf(store, form)
          if (faults.length > 0) throw incomplete(faults, explanation, language)
          nothingDone()
          const backHref = reviewPath(requestId, filter)
          await keepForm(req, res, backHref, [])
          return view('review/preview', {
            number: request.number,
            decision: form,
            reasons: reasons.map((reason) => reasonText(reason, t)),
            action: decisionPath(requestId, filter),
            backHref,
          })
        }
        if (
          outcome === 'approved' &&
          request.type === 'cancellationRequest' &&
          body.confirmed === undefined &&
          // A decision after the end is refused, so there is nothing to confirm (D7).
          isOpen(stateOf(request))
        ) {
          nothingDone()
          return redirect(
            confirmationPath(requestId, filter, { decisionId, then, askSeen: askSeen ?? '' }),
          )
        }
        const earlier = await heldOn(store, requestId)
        if (earlier !== null && earlier._id !== decisionId)
          throw await clerkRefusal(store, requestId, decidedBefore(earlier), t, {
            ...(await reviewWays({ store }, account.id, filter, request)),
            lostText: explanation,
          })
        // What was confirmed cannot be undone, and a decision that will be refused is refused at once.
        if (
          then === 'next' &&
          undoMs > 0 &&
          body.confirmed === undefined &&
          mayDo(stateOf(request), account.roles, 'decide') &&
          ownFamilyOf(account.id, request) === null
        ) {
          const { number } = request
          const kept = { ...form, number, filter: filterQuery(filter) }
          const held = await holdDecision(store, account, kept, undoMs)
          if (held.kind === 'incomplete') throw incomplete(held.faults, explanation, language)
          if (held.kind === 'held') {
            // The decision is audited when it is sent, its taking back when that happens.
            nothingDone()
            return goOn(request, account, filter)
          }
          throw await clerkRefusal(store, requestId, held, t, {
            ...(await reviewWays({ store }, account.id, filter, request)),
            lostText: explanation,
          })
        }
        const answer = await decideRequest({ store, runs, claims }, account.id, form)
        switch (answer.kind) {
          case 'incomplete':
            throw incomplete(answer.faults, explanation, language)
          case 'refused':
            if (answer.cause === 'documentsChanged') throw documentsChanged()
            throw await clerkRefusal(store, requestId, answer, t, {
              ...(await reviewWays({ store }, account.id, filter, request)),
              lostText: explanation,
            })
          case 'taken':
            flash('success', `bureau.decision.taken.${takenKey(request, outcome)}`, {
              number: request.number,
            })
            return then === 'stay'
              ? redirect(decidedPath(request, filter))
              : goOn(request, account, filter)
        }
      },
    }),

    route({
      method: 'get',
      path: confirmationPath(':requestId'),
      access: BUREAU,
      audit: 'requestOpened',
      params: RequestParams,
      query: z
        .object({ decisionId: DecisionId, then: Then, askSeen: AskSeen })
        .loose()
        .transform((query) => ({
          decisionId: query.decisionId,
          then: query.then,
          askSeen: query.askSeen,
          filter: FilterQuery.parse(query),
        })),
      handle: async ({
        params: { requestId },
        query: { decisionId, then, askSeen, filter },
        account,
        t,
      }) => {
        const file = await caseFile(store, requestId)
        if (file === null) throw new NotFound()
        const { request, person, applicant, reasonDetail } = file
        if (
          request.type !== 'cancellationRequest' ||
          !mayDo(stateOf(request), account.roles, 'decide')
        ) {
          return redirect(requestPath(requestId))
        }
        return view('confirm', {
          confirm: {
            heading: t('bureau.decision.confirm.title', { number: request.number }),
            text: t('bureau.decision.confirm.text'),
            rows: [
              { key: t('bureau.request.person'), text: `${person.name} ${person.surname}` },
              {
                key: t('bureau.request.applicant'),
                text: `${applicant.name} · ${applicant.registryNo}`,
              },
              {
                key: t('column.cancellationReason'),
                ...cancellationReasonTexts(request.reason!, reasonDetail, t),
              },
            ],
            isFinal: true,
            action: decisionPath(requestId, filter),
            button: t('bureau.decision.confirm.button'),
            cancelHref: reviewPath(requestId, filter),
            fields: {
              ...{ decisionId, outcome: 'approved', then, confirmed: 'yes' },
              askSeen: askSeen ?? '',
            },
          },
        })
      },
    }),
  ]

  /** Opens the next request, taken for the clerk; without one, the list. */
  async function goOn(request: Queued, clerk: Taker, filter: WorkListFilter): Promise<Reply> {
    const next = await takeNextForReview(store, clerk, filter, request)
    return redirect(next === null ? workListPath('review', filter) : reviewPath(next, filter))
  }
}

/** The page is shown again, with the documents as they are now and all that was entered. */
function documentsChanged(): FormRefused {
  return new FormRefused([{ field: 'outcome', key: 'refusal.documentsChanged', values: {} }])
}

function takenKey({ type }: Pick<RequestRecord, 'type'>, outcome: Outcome): string {
  if (outcome === 'rejected') return 'rejected'
  return type === 'cardRequest' ? 'cardApproved' : 'cancellationApproved'
}
