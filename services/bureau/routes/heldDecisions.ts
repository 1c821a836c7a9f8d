/** A clerk's decisions of the last seconds: take one back, send it at once, or read why it was refused. */
import { z } from 'zod'
import { ID } from '../../../workflows/domain/readMessage'
import { BUREAU } from '../../shared/accounts/roles'
import { redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { safeReturnPath } from '../../shared/web/routing/returnPath'
import type { Deps } from '../deps'
import { forgetRefused, sendNow, takeBack } from '../operations/heldDecisions'
import { sendDueDecisions } from '../operations/sendHeldDecisions'
import { FilterQuery, HELD_DECISIONS, heldDecisionPath, reviewPath } from '../paths'

const Params = z.object({ decisionId: z.string().regex(ID) })
/** The page with the button. */
const Body = z.object({
  back: z
    .string()
    .default(HELD_DECISIONS)
    .catch(HELD_DECISIONS)
    .transform((path) => safeReturnPath(path)),
})

export function heldDecisionRoutes(deps: Pick<Deps, 'store' | 'runs' | 'claims'>): Route[] {
  const { store } = deps
  const formAt = () => HELD_DECISIONS
  const common = { method: 'post', access: BUREAU, params: Params, body: Body, formAt } as const
  return [
    route({
      method: 'get',
      path: HELD_DECISIONS,
      access: BUREAU,
      audit: 'none: the own decisions of the last seconds, by number',
      handle: () => view('held/page'),
    }),

    route({
      ...common,
      path: heldDecisionPath(':decisionId', 'take-back'),
      audit: 'decisionTakenBack',
      handle: async ({
        params: { decisionId },
        body: { back },
        account,
        res,
        flash,
        about,
        nothingDone,
      }) => {
        const held = await takeBack(store, account.id, decisionId)
        if (held === null) {
          nothingDone()
          flash('warning', 'bureau.held.tooLate')
          return redirect(back)
        }
        const { requestId, number, outcome, reasons, explanation, filter = {} } = held
        about(requestId)
        flash('success', 'bureau.held.takenBack', { number })
        const { pageNotes, browserKey } = res.locals
        // What the clerk had chosen is in the form again.
        await pageNotes.putForm(browserKey(), {
          path: reviewPath(requestId),
          values: { outcome, reasons, explanation },
          faults: [],
          ownerId: account.id,
        })
        return redirect(reviewPath(requestId, FilterQuery.parse(filter)))
      },
    }),

    route({
      ...common,
      path: heldDecisionPath(':decisionId', 'send'),
      audit: 'none: the decision is audited when it is sent',
      handle: async ({ params: { decisionId }, body: { back }, account, log }) => {
        if (await sendNow(store, account.id, decisionId))
          await sendDueDecisions(deps, log, new Date())
        return redirect(back)
      },
    }),

    route({
      ...common,
      path: heldDecisionPath(':decisionId', 'seen'),
      audit: 'none: the refusal is in the audit trail',
      handle: async ({ params: { decisionId }, body: { back }, account }) => {
        await forgetRefused(store, account.id, decisionId)
        return redirect(back)
      },
    }),
  ]
}
