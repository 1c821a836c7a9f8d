/**
 * "Tanıtım Kartı İptal İşlemleri" (S56–S69): the reason, the documents of a loss, and the
 * confirmation.
 */
import { z } from 'zod'
import { containsIdentityNumber } from '../../../workflows/domain/identityNumber'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import {
  CANCELLATION_REASONS,
  cancellationReasonsFor,
  isLostOrStolen,
  needsReasonDetail,
} from '../../../workflows/domain/reasons'
import type { CancellationReason } from '../../../workflows/domain/reasons'
import { addWorkingDays } from '../../../workflows/domain/workingDays'
import { FormRefused, NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import type { Language } from '../../shared/web/texts/languages'
import { longDate } from '../../shared/web/texts/format/dates'
import { grouped } from '../../shared/web/texts/format/numbers'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { carriedParts } from '../operations/carriedParts'
import {
  beginDraft,
  draftToSubmit,
  keepReason,
  openDraft,
  otherPreparing,
} from '../operations/drafts'
import type { DraftOf } from '../operations/drafts'
import type { RelativeView } from '../operations/relatives'
import { explanationOf, reasonDetailOf } from '../operations/explanations'
import { missingFrom } from '../operations/submitRequest'
import {
  cancellationPath,
  confirmationPath,
  lossFormPath,
  PersonParams,
  PREPARED_AT,
} from '../paths'
import { cancellationQuestion } from '../viewModels/cancellationQuestion'
import { preparingText } from '../viewModels/otherPreparing'
import { personHeading } from '../viewModels/person'
import { preparedDocuments } from '../viewModels/preparedDocuments'
import { returnedBecause } from '../viewModels/returned'
import { isAtBureau } from '../viewModels/stage'
import { DraftId, submitDraft, missing } from './filing'
import { ownRelative, refuseReasonUnfit, relativeToAskFor } from './guard'

const TYPE = 'cancellationRequest'

/** Maximum length of the staff member's own words, in characters. */
const REASON_DETAIL_MAX = 200

export function cancellationRoutes(deps: Deps): Route[] {
  const { store, timing } = deps
  const draftOf = (ownerId: string, personId: string): DraftOf => ({
    ownerId,
    personId,
    type: TYPE,
  })
  const reviewedBy = () =>
    addWorkingDays(istanbulDayOf(new Date().toISOString()), timing.reviewDueDays)

  return [
    route({
      method: 'get',
      path: cancellationPath(':personId'),
      access: STAFF,
      audit: 'draftOpened',
      params: PersonParams,
      handle: async ({ params: { personId }, account, language, t }) => {
        const relative = await relativeToAskFor(store, account, personId, TYPE)
        const of = draftOf(account.id, personId)
        const draft = await beginDraft(store, of, await carriedFrom(relative.latest, account.id))
        const reasons = reasonsFor(relative)
        const mayBeLost = reasons.some(isLostOrStolen)
        return view('cancellation/page', {
          formId: PREPARED_AT[TYPE],
          preparing: preparingText(await otherPreparing(store, account.id, relative, TYPE), t),
          ...personHeading(relative, t),
          action: cancellationPath(personId),
          reasons: reasons.map((reason) => ({
            value: reason,
            lost: isLostOrStolen(reason),
            needsDetail: needsReasonDetail(reason),
          })),
          chosen: draft.reason,
          reasonDetail: draft.reasonDetail,
          reasonDetailMax: REASON_DETAIL_MAX,
          mayBeLost,
          lossFormHref: lossFormPath(personId),
          documents: mayBeLost
            ? preparedDocuments(TYPE, personId, { draft, latest: relative.latest }, language, t)
            : [],
          returned: returnedBecause(
            relative.latest,
            TYPE,
            await explanationOf(store, relative.latest),
            t,
          ),
          atBureau: isAtBureau(relative.card),
          reviewedBy: reviewedBy(),
        })
      },
    }),

    route({
      method: 'post',
      path: cancellationPath(':personId'),
      access: STAFF,
      audit: 'draftSaved',
      params: PersonParams,
      body: z.object({
        cancellationReason: z.enum(CANCELLATION_REASONS, 'missingPart.cancellationReason'),
        reasonDetail: z
          .string()
          .default('')
          .transform((typed) => typed.trim()),
      }),
      handle: async ({ params: { personId }, body, account, language, about }) => {
        const relative = await relativeToAskFor(store, account, personId, TYPE)
        const reason = body.cancellationReason
        refuseReasonUnfit(relative, reason)
        // Text entered for a reason that is no longer chosen is not part of the request.
        const detail = needsReasonDetail(reason) && body.reasonDetail ? body.reasonDetail : null
        refuseDetailUnfit(detail, language)
        const draft = await keepReason(store, draftOf(account.id, personId), reason, detail)
        about(draft._id)
        const parts = missingFrom(draft, relative.card)
        if (parts.length > 0) throw missing(parts)
        return redirect(confirmationPath(personId))
      },
    }),

    route({
      method: 'get',
      path: confirmationPath(':personId'),
      access: STAFF,
      audit: 'draftOpened',
      params: PersonParams,
      handle: async ({ params: { personId }, account, t, language, nothingDone }) => {
        const relative = await relativeToAskFor(store, account, personId, TYPE)
        const draft = await openDraft(store, draftOf(account.id, personId))
        if (
          draft === null ||
          draft.reason === null ||
          missingFrom(draft, relative.card).length > 0
        ) {
          nothingDone()
          return redirect(cancellationPath(personId))
        }
        const documents = preparedDocuments(
          TYPE,
          personId,
          { draft, latest: relative.latest },
          language,
          t,
        )
        return view('confirm', {
          confirm: {
            ...cancellationQuestion(relative, { ...draft, reason: draft.reason }, documents, {
              reviewedBy: reviewedBy(),
              language,
              t,
            }),
            fields: { draftId: draft._id },
          },
        })
      },
    }),

    route({
      method: 'post',
      path: confirmationPath(':personId'),
      access: STAFF,
      audit: 'requestFiled',
      params: PersonParams,
      formAt: ({ params }) => cancellationPath(params.personId),
      body: z.object({ draftId: DraftId }),
      handle: async ({ params: { personId }, body, account, language, ...filing }) => {
        const { card } = await ownRelative(store, account, personId)
        const draft = await draftToSubmit(store, draftOf(account.id, personId), body.draftId)
        if (draft === null) {
          await relativeToAskFor(store, account, personId, TYPE)
          throw new NotFound()
        }
        const awaitsCard = draft.reason !== 'lostOrStolen' && !isAtBureau(card)
        return submitDraft(
          deps,
          { account, ...filing },
          draft,
          awaitsCard
            ? { detailKey: 'portal.filed.cardAwaited' }
            : { detailKey: 'portal.filed.reviewed', date: longDate(reviewedBy(), language) },
        )
      },
    }),
  ]

  /** What this cancellation takes over from a returned one of the same staff member. */
  async function carriedFrom(latest: RelativeView['latest'], ownerId: string) {
    const carried = carriedParts(latest, TYPE, ownerId)
    if (carried === null || latest === null) return null
    return { ...carried, reasonDetail: await reasonDetailOf(store, latest) }
  }
}

/** The reasons that can be true of the card that the relative holds. */
function reasonsFor({ card }: RelativeView): CancellationReason[] {
  return card === null ? [] : cancellationReasonsFor(card.subState)
}

/** @throws FormRefused when it is too long or holds an identity number (D12) */
function refuseDetailUnfit(detail: string | null, language: Language): void {
  if (detail === null) return
  if (detail.length > REASON_DETAIL_MAX)
    throw new FormRefused([
      {
        field: 'reasonDetail',
        key: 'portal.cancellation.detailTooLong',
        values: { measured: grouped(detail.length, language), required: REASON_DETAIL_MAX },
      },
    ])
  if (containsIdentityNumber(detail))
    throw new FormRefused([
      { field: 'reasonDetail', key: 'portal.cancellation.detailHoldsIdentityNumber' },
    ])
}
