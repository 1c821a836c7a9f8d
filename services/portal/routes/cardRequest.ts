/**
 * "Tanıtım kartı talep işlemleri" (S23–S40): photo, receipt, the accepted responsibility, and
 * "Kaydet".
 */
import { z } from 'zod'
import { istanbulDayOf } from '../../../workflows/domain/istanbul'
import { addWorkingDays } from '../../../workflows/domain/workingDays'
import { NotFound, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { feeRows } from '../../shared/web/texts/format/cardFee'
import { longDate } from '../../shared/web/texts/format/dates'
import { documentLimits } from '../../shared/web/texts/format/documentLimits'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { carriedParts } from '../operations/carriedParts'
import { beginDraft, draftToSubmit, keepResponsibility, otherPreparing } from '../operations/drafts'
import type { DraftOf } from '../operations/drafts'
import { explanationOf } from '../operations/explanations'
import { cardRequestPath, PersonParams, PREPARED_AT } from '../paths'
import { preparedDocuments } from '../viewModels/preparedDocuments'
import { preparingText } from '../viewModels/otherPreparing'
import { personHeading } from '../viewModels/person'
import { returnedBecause } from '../viewModels/returned'
import { DraftId, submitDraft } from './filing'
import { relativeToAskFor } from './guard'

const TYPE = 'cardRequest'

export function cardRequestRoutes(deps: Deps): Route[] {
  const { store, timing, fee } = deps
  const reviewedBy = () =>
    addWorkingDays(istanbulDayOf(new Date().toISOString()), timing.reviewDueDays)

  return [
    route({
      method: 'get',
      path: cardRequestPath(':personId'),
      access: STAFF,
      audit: 'draftOpened',
      params: PersonParams,
      handle: async ({ params: { personId }, account, language, t }) => {
        const relative = await relativeToAskFor(store, account, personId, TYPE)
        const of: DraftOf = { ownerId: account.id, personId, type: TYPE }
        const carried = carriedParts(relative.latest, TYPE, account.id)
        const draft = await beginDraft(store, of, carried)
        return view('cardRequest/page', {
          formId: PREPARED_AT[TYPE],
          preparing: preparingText(await otherPreparing(store, account.id, relative, TYPE), t),
          ...personHeading(relative, t),
          action: cardRequestPath(personId),
          documents: preparedDocuments(
            TYPE,
            personId,
            { draft, latest: relative.latest },
            language,
            t,
          ),
          photoLimits: documentLimits('photo', language),
          fee: feeRows(fee, language, t),
          draftId: draft._id,
          responsibilityAccepted: draft.responsibilityAccepted,
          returned: returnedBecause(
            relative.latest,
            TYPE,
            await explanationOf(store, relative.latest),
            t,
          ),
          reviewedBy: reviewedBy(),
        })
      },
    }),

    route({
      method: 'post',
      path: cardRequestPath(':personId'),
      access: STAFF,
      audit: 'requestFiled',
      params: PersonParams,
      body: z.object({ draftId: DraftId, responsibility: z.string().optional() }),
      handle: async ({ params: { personId }, body, account, language, ...filing }) => {
        const draft = await draftToSubmit(
          store,
          { ownerId: account.id, personId, type: TYPE },
          body.draftId,
        )
        if (draft === null) {
          await relativeToAskFor(store, account, personId, TYPE)
          throw new NotFound()
        }
        const accepted = body.responsibility === 'accepted'
        const answered = draft.submitted ? draft : await keepResponsibility(store, draft, accepted)
        return submitDraft(deps, { account, ...filing }, answered, {
          detailKey: 'portal.filed.reviewed',
          date: longDate(reviewedBy(), language),
        })
      },
    }),
  ]
}
