/** "Eksik iste": asking the applicant for one document instead of rejecting the request. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { mayDo } from '../../../workflows/domain/allowedActions'
import { askableDocuments, DOCUMENT_FLAWS } from '../../../workflows/domain/documentAsk'
import { DOCUMENT_KINDS } from '../../../workflows/domain/documents'
import { ownFamilyOf } from '../../../workflows/domain/judgement'
import { stateOf } from '../../shared/store/request'
import { NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { keepForm } from '../../shared/web/forms/forms'
import { longDate } from '../../shared/web/texts/format/dates'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { askForDocument, faultsOf } from '../operations/askForDocument'
import type { AskFault } from '../operations/askForDocument'
import { caseFile } from '../operations/caseFile'
import { EXPLANATION_MAX } from '../operations/ownWords'
import { findRequest } from '../operations/requests'
import { documentAskPath, FilterQuery, RequestParams, requestPath, reviewPath } from '../paths'
import { maskedIdentity } from '../viewModels/identity'
import { waitingTime } from '../viewModels/waiting'
import { AskSeen } from './askSeen'
import { clerkRefusal } from './clerkRefusal'
import { incompleteForm } from './incompleteForm'
import { OwnWords } from './ownWords'
import { refuseForOthers } from './refuseForOthers'
import { requestOr404 } from './requestOr404'
import { reviewWays } from './reviewWays'

const AskBody = z.object({
  askId: z.uuid('bureau.reopen'),
  askSeen: AskSeen,
  kind: z.enum(DOCUMENT_KINDS, 'bureau.documentAsk.kindMissing'),
  flaw: z.enum(DOCUMENT_FLAWS, 'bureau.documentAsk.flawMissing'),
  note: OwnWords,
  /** `preview` sends nothing yet. */
  then: z.enum(['send', 'preview']).catch('send'),
})

const FIELD_OF: Record<AskFault, 'kind' | 'note'> = {
  kindUnfit: 'kind',
  noteTooLong: 'note',
  noteHoldsIdentityNumber: 'note',
}

const keyOf = (fault: AskFault) => `bureau.documentAsk.${fault}`

export function documentAskRoutes({ store, runs, claims, vault }: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: documentAskPath(':requestId'),
      access: BUREAU,
      audit: 'requestOpened',
      params: RequestParams,
      query: FilterQuery,
      handle: async ({ params: { requestId }, query: filter, account, t }) => {
        const file = await caseFile(store, requestId)
        if (file === null) throw new NotFound()
        const { request } = file
        const kinds = askableDocuments(request)
        if (!mayDo(stateOf(request), account.roles, 'askForDocument') || kinds.length === 0)
          return redirect(requestPath(requestId))
        // The run refuses it too (D8); the review page says why.
        if (ownFamilyOf(account.id, request) !== null)
          return redirect(reviewPath(requestId, filter))
        return view('documentAsk/page', {
          file,
          identityNumber: maskedIdentity(vault, file.person),
          waiting: waitingTime(request.queuedAt, new Date(), t),
          kinds: kinds.map((kind) => ({ value: kind, text: t(`documentKind.${kind}`) })),
          flaws: DOCUMENT_FLAWS.map((flaw) => ({
            value: flaw,
            text: t(`documentFlaw.${flaw}.label`),
            hint: { text: t(`documentFlaw.${flaw}.sentence`) },
          })),
          noteMax: EXPLANATION_MAX,
          askId: randomUUID(),
          askSeen: request.asked?.askId ?? '',
          action: documentAskPath(requestId, filter),
          reviewHref: reviewPath(requestId, filter),
        })
      },
    }),

    route({
      method: 'post',
      path: documentAskPath(':requestId'),
      access: BUREAU,
      audit: 'documentAskedFor',
      params: RequestParams,
      query: FilterQuery,
      body: AskBody,
      formAt: ({ params: { requestId }, query }) =>
        documentAskPath(requestId, FilterQuery.parse(query)),
      handle: async ({
        params: { requestId },
        query: filter,
        body: { then, ...body },
        account,
        req,
        res,
        flash,
        language,
        t,
        nothingDone,
      }) => {
        const request = await requestOr404(store, requestId)
        refuseForOthers(request, account, 'askForDocument')
        const incomplete = (faults: readonly AskFault[]) =>
          incompleteForm(keyOf, faults, FIELD_OF, { written: body.note, language })
        if (then === 'preview') {
          const faults = await faultsOf(store, { requestId, ...body })
          if (faults.length > 0) throw incomplete(faults)
          nothingDone()
          const backHref = documentAskPath(requestId, filter)
          await keepForm(req, res, backHref, [])
          const ask = { ...body, askSeen: body.askSeen ?? '' }
          return view('documentAsk/preview', { number: request.number, ask, backHref })
        }
        const ways = await reviewWays({ store }, account.id, filter, request)
        const answer = await askForDocument({ store, runs, claims }, account.id, {
          requestId,
          ...body,
        })
        switch (answer.kind) {
          case 'incomplete':
            throw incomplete(answer.faults)
          case 'refused':
            throw await clerkRefusal(store, requestId, answer, t, {
              ...ways,
              lostText: body.note,
            })
          case 'taken': {
            const until = (await findRequest(store, requestId))?.asked?.until
            flash('success', 'bureau.documentAsk.taken', {
              number: request.number,
              document: t(`documentKind.${body.kind}`),
              date: longDate(until ?? new Date(), language),
            })
            return redirect(ways.nextHref ?? ways.listHref)
          }
        }
      },
    }),
  ]
}
