/**
 * Giving work to a colleague: chosen requests, or all that somebody holds. The head of the bureau does
 * so for everybody, a clerk with their own work.
 */
import { z } from 'zod'
import { ID } from '../../../workflows/domain/readMessage'
import { FormRefused, Forbidden, redirect, route, view } from '../../shared/web'
import type { Route, SignedInAccount } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { assign, colleagues } from '../operations/assignments'
import { batchRows } from '../operations/batches'
import { heldBy } from '../operations/leases'
import { ASSIGNMENT, assignmentPath, workListPath } from '../paths'
import { assignmentQuestion, assignmentSaid } from '../viewModels/assignments'
import { ChosenQuery } from './chosen'

/** Chosen requests, or the colleague whose whole work is handed over. */
const WorkQuery = z
  .object({ of: z.string().regex(ID).optional().catch(undefined) })
  .loose()
  .transform((query) => ({ of: query.of, items: ChosenQuery.parse(query) }))
type Work = z.output<typeof WorkQuery>

export function assignmentRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  return [
    route({
      method: 'get',
      path: ASSIGNMENT,
      access: BUREAU,
      audit: 'workListOpened',
      query: WorkQuery,
      handle: async ({ query, account, flash, nothingDone, t }) => {
        const [rows, people] = await Promise.all([workOf(query, account), colleagues(store)])
        const question = assignmentQuestion(rows, people, { account, of: query.of }, t)
        if (question.items.length === 0) {
          nothingDone()
          flash(
            'info',
            query.of === undefined ? 'bureau.batch.noneChosen' : 'bureau.assignment.none',
          )
          return redirect(workListPath('review'))
        }
        return view('assignments/page', { ...question, action: assignmentPath(query) })
      },
    }),

    route({
      method: 'post',
      path: ASSIGNMENT,
      access: BUREAU,
      // Written by the operation for each request, in one transaction with its lease.
      audit: 'none: requestAssigned is written for each request',
      query: WorkQuery,
      body: z.object({ to: z.string().regex(ID, 'bureau.assignment.toMissing') }),
      formAt: ({ query }) => assignmentPath(WorkQuery.parse(query)),
      handle: async ({ query, body, account, flash, t }) => {
        const to = (await colleagues(store)).find(({ id }) => id === body.to)
        if (to === undefined)
          throw new FormRefused([{ field: 'to', key: 'bureau.assignment.toMissing' }])
        const rows = await workOf(query, account)
        const ids = rows.map(({ request }) => request._id)
        const said = assignmentSaid(await assign(store, account, to, ids), to.name, t)
        for (const { variant, key, values } of said) flash(variant, key, values)
        return redirect(workListPath('review'))
      },
    }),
  ]

  /** @throws Forbidden for the whole work of somebody else, which is the head's to hand over */
  async function workOf({ of, items }: Work, { id, roles }: SignedInAccount) {
    if (of === undefined) return batchRows(store, items)
    if (of !== id && !roles.includes('head')) throw new Forbidden('assign')
    return batchRows(store, await heldBy(store, of))
  }
}
