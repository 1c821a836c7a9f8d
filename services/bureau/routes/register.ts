/** Events that report to an open review that the population register has answered. */
import { z } from 'zod'
import { eventStream, NotFound, route } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { awaitAnswer } from '../operations/register'
import { findApplicant } from '../operations/requests'
import { registerEventsPath, RequestParams } from '../paths'

export function registerRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  return [
    route({
      method: 'get',
      path: registerEventsPath(':requestId'),
      access: BUREAU,
      audit: 'none: reports only that an audited page has something new',
      params: RequestParams,
      query: z.object({ seen: z.string().max(100).catch('') }),
      handle: async ({ params: { requestId }, query: { seen } }) => {
        const applicantId = await findApplicant(store, requestId)
        if (applicantId === null) throw new NotFound()
        return eventStream(async (send, ended) => {
          await awaitAnswer(store, applicantId, seen, ended)
          if (!ended.aborted) send('changed')
        })
      },
    }),
  ]
}
