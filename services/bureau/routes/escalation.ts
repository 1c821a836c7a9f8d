/** "Amire ilet": a clerk hands a case to the head of the bureau, who decides it or gives it back. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { mayDo } from '../../../workflows/domain/allowedActions'
import { ownFamilyOf } from '../../../workflows/domain/judgement'
import { stateOf } from '../../shared/store/request'
import { FormRefused, NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { grouped } from '../../shared/web/texts/format/numbers'
import type { Language } from '../../shared/web/texts/catalogue'
import { BUREAU, HEAD } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { caseFile } from '../operations/caseFile'
import { EXPLANATION_MAX } from '../operations/decideRequest'
import { escalate, giveBack, notesOfEscalation } from '../operations/escalate'
import type { NoteFault } from '../operations/escalate'
import { decidedBefore, heldOn } from '../operations/heldDecisions'
import { findRequest } from '../operations/requests'
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
import { OwnWords } from './ownWords'
import { refuseForOthers } from './refuseForOthers'
import { reviewWays } from './reviewWays'

const NoteBody = z.object({ id: z.uuid('bureau.reopen'), note: OwnWords })

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
        const request = await findRequest(store, requestId)
        if (request === null) throw new NotFound()
        refuseForOthers(request, account, way)
        const [ways, held] = await Promise.all([
          reviewWays({ store }, account.id, filter, request),
          heldOn(store, requestId),
        ])
        const answer =
          held === null ? await act(deps, account.id, { requestId, ...body }) : decidedBefore(held)
        switch (answer.kind) {
          case 'incomplete':
            throw incomplete(answer.faults, body.note, language)
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

/** What the form lacks, at its field. */
function incomplete(faults: readonly NoteFault[], note: string, language: Language): FormRefused {
  return new FormRefused(
    faults.map((fault) => ({
      field: 'note',
      key: `bureau.escalation.${fault}`,
      values: {
        measured: grouped(note.length, language),
        required: grouped(EXPLANATION_MAX, language),
      },
    })),
  )
}
