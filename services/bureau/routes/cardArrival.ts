/**
 * Recording that the card of a non-lost cancellation has come with its letter (S67, S68, S75, D6).
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { mayDo } from '../../../workflows/domain/allowedActions'
import { plainNumber } from '../../../workflows/domain/typedNumber'
import { RECORDED_EVENTS } from '../../shared/acts/recordedEvents'
import { stateOf } from '../../shared/store/request'
import { FormRefused, NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { withDay } from '../../shared/web/forms/dateFields'
import { shortDate } from '../../shared/web/texts/format/dates'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { recordCardArrival } from '../operations/recordCardArrival'
import { caseFile } from '../operations/caseFile'
import { cardArrivalPath, requestPath, RequestParams, reviewPath, workListPath } from '../paths'
import { maskedIdentity } from '../viewModels/identity'
import { waitingTime } from '../viewModels/waiting'
import { clerkRefusal } from './clerkRefusal'
import { refuseForOthers } from './refuseForOthers'
import { requestOr404 } from './requestOr404'
import { LetterDate, letterDateRefused, LetterNumber } from './letter'
import { genuineSlip } from './returnSlip'

const text = 'bureau.cardArrival'

const ArrivalBody = z.preprocess(
  withDay('letterDate'),
  z.object({
    receiptId: z.uuid('bureau.reopen'),
    letterNo: LetterNumber,
    letterDate: LetterDate,
    /** The code of the return slip, if it is at hand. */
    slip: z.string().default(''),
  }),
)

export function cardArrivalRoutes({
  store,
  runs,
  claims,
  vault,
  slips,
}: Pick<Deps, 'store' | 'runs' | 'claims' | 'vault' | 'slips'>): Route[] {
  return [
    route({
      method: 'get',
      path: cardArrivalPath(':requestId'),
      access: BUREAU,
      audit: 'requestOpened',
      params: RequestParams,
      handle: async ({ params: { requestId }, account, t }) => {
        const file = await caseFile(store, requestId)
        if (file === null) throw new NotFound()
        if (!mayDo(stateOf(file.request), account.roles, 'recordCardArrival'))
          return redirect(requestPath(requestId))
        return view('cardArrival/page', {
          file,
          identityNumber: maskedIdentity(vault, file.person),
          waiting: waitingTime(file.request.queuedAt, new Date(), t),
          receiptId: randomUUID(),
          dateExample: shortDate(new Date()).replaceAll('.', ' '),
          action: cardArrivalPath(requestId),
          listHref: workListPath('cardArrival'),
        })
      },
    }),

    route({
      method: 'post',
      path: cardArrivalPath(':requestId'),
      access: BUREAU,
      audit: RECORDED_EVENTS.cardArrived,
      params: RequestParams,
      body: ArrivalBody,
      handle: async ({ params: { requestId }, body, account, flash, t }) => {
        const request = await requestOr404(store, requestId)
        refuseForOthers(request, account, 'recordCardArrival')
        const { slip, ...letter } = body
        refuseOtherSlip(slip, letter.letterNo, request.number)
        const answer = await recordCardArrival({ store, runs, claims }, account.id, {
          requestId,
          ...letter,
        })
        if (answer.kind === 'letterDate') throw letterDateRefused(body.letterDate, answer)
        if (answer.kind === 'refused') throw await clerkRefusal(store, requestId, answer, t)
        flash(
          'success',
          `${text}.recorded`,
          { number: request.number },
          { link: { href: reviewPath(requestId), key: `${text}.toReview` } },
        )
        return redirect(workListPath('cardArrival'))
      },
    }),
  ]

  /**
   * A slip in the envelope of another request, or its code in the field of the letter's number.
   * @throws FormRefused
   */
  function refuseOtherSlip(typed: string, letterNo: string, number: string): void {
    if (slips.read(letterNo) !== null)
      throw new FormRefused([{ field: 'letterNo', key: 'bureau.slip.isNoLetter' }])
    if (plainNumber(typed) === '') return
    const found = genuineSlip(slips, typed, 'slip')
    if (found === number) return
    throw new FormRefused([
      found === null
        ? { field: 'slip', key: 'bureau.slip.unreadable' }
        : { field: 'slip', key: 'bureau.slip.otherRequest', values: { number: found } },
    ])
  }
}
