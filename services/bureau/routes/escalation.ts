/** "Amire ilet": a clerk hands a case to the head of the bureau, who decides it or gives it back. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { mayDo } from '../../../workflows/domain/allowedActions'
import { ownFamilyOf } from '../../../workflows/domain/judgement'
import { stateOf } from '../../shared/store/request'
import { NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU, HEAD } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { caseFile } from '../operations/caseFile'
import { EXPLANATION_MAX } from '../operations/ownWords'
import { escalate, giveBack, notesOfEscalation } from '../operations/escalate'
import type { NoteFault } from '../operations/escalate'
import { decidedBefore, heldOn } from '../operations/heldDecisions'
import {
  escalationPath,
  escalationReturnPath,
  FilterQuery,
  RequestParams,
  requestPath,
  reviewPath,
} from '../paths'
import { escalationOnPage } from '../viewModels/escalation'
import { maskedIdentity } from '../viewModels/identity'
import { reviewKeys } from '../viewModels/reviewKeys'
import { waitingTime } from '../viewModels/waiting'
import { clerkRefusal } from './clerkRefusal'
import { incompleteForm } from './incompleteForm'
import { OwnWords } from './ownWords'
import { refuseForOthers } from './refuseForOthers'
import { requestOr404 } from './requestOr404'
import { reviewWays } from './reviewWays'

const NoteBody = z.object({ id: z.uuid('bureau.reopen'), note: OwnWords })

const FIELD_OF: Record<NoteFault, 'note'> = {
  noteMissing: 'note',
  noteTooLong: 'note',
  noteHoldsIdentityNumber: 'note',
}

const keyOf = (fault: NoteFault) => `bureau.escalation.${fault}`

/** Two forms that differ in their words and in who may send them. */
const FORMS = [
  {
    way: 'escalate',
    path: escalationPath,
    access: BUREAU,
    audit: 'caseEscalated',
    act: escalate,
  },
  {
    way: 'giveBack',
    path: escalationReturnPath,
    access: HEAD,
    audit: 'caseGivenBack',
    act: giveBack,
  },
] as const

export function escalationRoutes(deps: Deps): Route[] {
  const { store, vault } = deps
  return FORMS.flatMap(({ way, path, access, audit, act }) => [
    route({
      method: 'get',
      path: path(':requestId'),
      access,
      audit: 'requestOpened',
      params: RequestParams,
      query: FilterQuery,
      handle: async ({ params: { requestId }, query: filter, account, t }) => {
        const file = await caseFile(store, requestId)
        if (file === null) throw new NotFound()
        const { request, person } = file
        if (!mayDo(stateOf(request), account.roles, way)) return redirect(requestPath(requestId))
        // The run does not let them hand it over either (D8); the review page says why.
        if (way === 'escalate' && ownFamilyOf(account.id, request) !== null)
          return redirect(reviewPath(requestId, filter))
        return view('escalation/page', {
          file,
          way,
          escalation: escalationOnPage(file, await notesOfEscalation(store, request), t),
          identityNumber: maskedIdentity(vault, person),
          waiting: waitingTime(request.queuedAt, new Date(), t),
          noteMax: EXPLANATION_MAX,
          noteKey: reviewKeys(account).explanation,
          id: randomUUID(),
          action: path(requestId, filter),
          reviewHref: reviewPath(requestId, filter),
        })
      },
    }),

    route({
      method: 'post',
      path: path(':requestId'),
      access,
      audit,
      params: RequestParams,
      query: FilterQuery,
      body: NoteBody,
      formAt: ({ params: { requestId }, query }) => path(requestId, FilterQuery.parse(query)),
      handle: async ({
        params: { requestId },
        query: filter,
        body,
        account,
        flash,
        language,
        t,
      }) => {
        const request = await requestOr404(store, requestId)
        refuseForOthers(request, account, way)
        const [ways, held] = await Promise.all([
          reviewWays({ store }, account.id, filter, request),
          heldOn(store, requestId),
        ])
        const answer =
          held === null ? await act(deps, account.id, { requestId, ...body }) : decidedBefore(held)
        switch (answer.kind) {
          case 'incomplete':
            throw incompleteForm(keyOf, answer.faults, FIELD_OF, {
              written: body.note,
              language,
            })
          case 'refused':
            throw await clerkRefusal(store, requestId, answer, t, { ...ways, lostText: body.note })
          case 'taken':
            flash('success', `bureau.escalation.${way}.done`, { number: request.number })
            return redirect(ways.nextHref ?? ways.listHref)
        }
      },
    }),
  ])
}
