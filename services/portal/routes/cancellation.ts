/** "Tanıtım Kartı İptal İşlemleri" (S56–S69): the reason, the documents of a loss, and the question asked once more. */
import { z } from 'zod'
import { missingParts } from '../../../workflows/domain/completeness'
import type { MissingPart } from '../../../workflows/domain/completeness'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { CANCELLATION_REASONS, isLostOrStolen } from '../../../workflows/domain/reasons'
import { addWorkingDays } from '../../../workflows/domain/workingDays'
import type { Draft } from '../../shared/store/draft'
import { NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { carriedParts } from '../operations/carriedParts'
import { beginDraft, draftToSubmit, keepReason, openDraft } from '../operations/drafts'
import type { DraftOf } from '../operations/drafts'
import { explanationOf } from '../operations/explanations'
import { cancellationPath, confirmationPath, PersonParams } from '../paths'
import { cancellationQuestion } from '../viewModels/cancellationQuestion'
import { personHeading } from '../viewModels/person'
import { preparedDocuments } from '../viewModels/preparedDocuments'
import { returnedBecause } from '../viewModels/returned'
import { isUnprinted } from '../viewModels/stage'
import { DraftId, submitDraft, missing } from './filing'
import { ownRelative, relativeToAskFor } from './guard'

const TYPE = 'cancellationRequest'

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
        const carried = carriedParts(relative.latest, TYPE, account.id)
        const draft = await beginDraft(store, of, carried)
        return view('cancellation/page', {
          ...personHeading(relative, t),
          action: cancellationPath(personId),
          reasons: CANCELLATION_REASONS.map((reason) => ({
            value: reason,
            lost: isLostOrStolen(reason),
          })),
          chosen: draft.reason,
          documents: preparedDocuments(
            TYPE,
            personId,
            { draft, latest: relative.latest },
            language,
            t,
          ),
          returned: returnedBecause(
            relative.latest,
            TYPE,
            await explanationOf(store, relative.latest),
            t,
          ),
          unprinted: isUnprinted(relative.card),
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
      }),
      handle: async ({ params: { personId }, body, account, about }) => {
        await relativeToAskFor(store, account, personId, TYPE)
        const draft = await keepReason(
          store,
          draftOf(account.id, personId),
          body.cancellationReason,
        )
        about(draft._id)
        const parts = missingFrom(draft)
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
        if (draft === null || draft.reason === null || missingFrom(draft).length > 0) {
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
            ...cancellationQuestion(relative, draft.reason, documents, {
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
      handle: async ({ params: { personId }, body, account, flash, about }) => {
        await ownRelative(store, account, personId)
        const draft = await draftToSubmit(store, draftOf(account.id, personId), body.draftId)
        if (draft === null) {
          await relativeToAskFor(store, account, personId, TYPE)
          throw new NotFound()
        }
        return submitDraft(deps, { account, flash, about }, draft)
      },
    }),
  ]
}

function missingFrom({ reason, documents }: Draft): MissingPart[] {
  return missingParts({ type: TYPE, reason, documents: documents.map(({ kind }) => kind) })
}
