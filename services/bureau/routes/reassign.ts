/** The head gives a request that a clerk works on to another one. */
import { z } from 'zod'
import { ID } from '../../../workflows/domain/readMessage'
import { HEAD } from '../../shared/accounts/roles'
import { BusinessRefusal, FormRefused, NotFound, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import type { Deps } from '../deps'
import { CLERKS, reassignPath } from '../headPaths'
import { availableClerks } from '../operations/clerks'
import { leasedRequest, leasesOn, takeOverLease } from '../operations/leases'
import { RequestParams } from '../paths'
import { refuseUngrounded, takeOverBody, takeOverChoices } from './takeOverForm'

const text = 'bureau.clerks'

const ReassignForm = takeOverBody(`${text}.groundMissing`).extend({
  to: z.string().regex(ID, `${text}.toMissing`),
})

export function reassignRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  return [
    route({
      method: 'get',
      path: reassignPath(':requestId'),
      access: HEAD,
      audit: 'none: a form with the names of the clerks',
      params: RequestParams,
      handle: async ({ params: { requestId }, account: head, t, flash }) => {
        const request = await leasedRequest(store, requestId)
        if (request === null) throw new NotFound()
        const lease = (await leasesOn(store, [requestId])).get(requestId)
        if (lease === undefined) {
          flash('info', `${text}.refused.notHeld`, { number: request.number })
          return redirect(CLERKS)
        }
        const clerks = await availableClerks(store, head.unitCode, new Date())
        return view('clerks/reassign', {
          number: request.number,
          from: lease.holder,
          heldBy: t(`${text}.heldBy`, { name: lease.holderName }),
          clerks: [
            { value: '', text: t(`${text}.choose`) },
            ...clerks
              .filter(({ _id }) => _id !== lease.holder)
              .map(({ _id, name }) => ({ value: _id, text: name })),
          ],
          ...takeOverChoices(t),
          action: reassignPath(requestId),
          cancelHref: CLERKS,
        })
      },
    }),

    route({
      method: 'post',
      path: reassignPath(':requestId'),
      access: HEAD,
      // Written by the operation, in one transaction with the lease.
      audit: 'none: leaseReassigned is written with its ground',
      params: RequestParams,
      body: ReassignForm,
      handle: async ({ params: { requestId }, body, account: head, language, flash }) => {
        const request = await leasedRequest(store, requestId)
        if (request === null) throw new NotFound()
        refuseUngrounded(body, language)
        const clerks = await availableClerks(store, head.unitCode, new Date())
        const clerk = clerks.find(({ _id }) => _id === body.to)
        if (clerk === undefined)
          throw new FormRefused([{ field: 'to', key: `${text}.toMissing`, values: {} }])
        const taker = { id: clerk._id, roles: clerk.roles }
        const { from, ground, words } = body
        const answer = await takeOverLease(store, taker, request, {
          from,
          ground,
          words,
          assignedBy: head.id,
        })
        const values = { number: request.number, name: clerk.name }
        if (answer.kind === 'refused')
          throw new BusinessRefusal(`${text}.refused.${answer.cause}`, values, {
            next: { href: CLERKS, key: `${text}.title` },
          })
        flash('success', `${text}.reassigned`, values)
        return redirect(CLERKS)
      },
    }),
  ]
}
