/** Finding a request by its number. */
import { z } from 'zod'
import { FormRefused, redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { BUREAU } from '../means'
import type { Means } from '../means'
import { requestPath } from '../paths'

/** As people copy it: with blanks around, in small letters. */
const RequestNumber = z
  .string()
  .default('')
  .transform((typed) => typed.trim().toUpperCase())
  .refine((number) => number !== '', { error: 'bureau.search.missing', abort: true })
  .refine((number) => /^PYK-\d{4}-\d{6,}$/.test(number), 'bureau.search.malformed')

export function searchRoutes({ store }: Pick<Means, 'store'>): Route[] {
  return [
    route({
      method: 'get',
      path: '/search',
      access: BUREAU,
      audit: 'none: a form that shows nothing',
      handle: () => view('search/page'),
    }),

    // Posted, so that what is pasted into the field by mistake stands in no address (D12).
    route({
      method: 'post',
      path: '/search',
      access: BUREAU,
      audit: 'searched',
      body: z.object({ number: RequestNumber }),
      handle: async ({ body: { number }, about }) => {
        const request = await store.requests.findOne({ number }, { _id: 1 }).lean()
        if (request === null)
          throw new FormRefused([{ field: 'number', key: 'bureau.search.notFound', values: { number } }])
        about(request._id)
        return redirect(requestPath(request._id))
      },
    }),
  ]
}
