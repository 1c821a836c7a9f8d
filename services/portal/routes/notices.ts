/** "Bildirimler": what has happened to the staff member's requests, and where it is mailed to. */
import { z } from 'zod'
import { redirect, route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { STAFF } from '../../shared/accounts/roles'
import type { Deps } from '../deps'
import { newsOf } from '../operations/news'
import {
  mailAddressOf,
  markRead,
  noticesOf,
  setMailAddress,
  SHOWN_NOTICES,
} from '../operations/notices'
import { newsAfter, NOTICE_ADDRESS, NOTICES, NOTICES_READ } from '../paths'
import { noticeRow } from '../viewModels/notices'

export function noticeRoutes({ store }: Pick<Deps, 'store'>): Route[] {
  return [
    route({
      method: 'get',
      path: NOTICES,
      access: STAFF,
      audit: 'none: shows the reader their own notices only',
      handle: async ({ account, t }) => {
        const live = newsAfter(await newsOf(store, account.id))
        const [found, address] = await Promise.all([
          noticesOf(store, account.id),
          mailAddressOf(store, account.id),
        ])
        const rows = found.map((notice) => noticeRow(notice, address, t))
        return view('notices/page', {
          live,
          rows,
          hasUnread: rows.some(({ unread }) => unread),
          until: found[0]?.notice.at,
          hasOlder: found.length === SHOWN_NOTICES,
          address,
        })
      },
    }),

    route({
      method: 'post',
      path: NOTICES_READ,
      access: STAFF,
      audit: 'none: a mark on the reader’s own notices',
      formAt: () => NOTICES,
      body: z.object({ until: z.coerce.date() }),
      handle: async ({ account, body, flash }) => {
        await markRead(store, account.id, body, new Date())
        flash('success', 'portal.notices.marked')
        return redirect(NOTICES)
      },
    }),

    route({
      method: 'post',
      path: NOTICE_ADDRESS,
      access: STAFF,
      audit: 'mailAddressChanged',
      formAt: () => NOTICES,
      body: z.object({
        email: z.string().trim().refine(isAddressOrNone, 'portal.notices.address.invalid'),
      }),
      handle: async ({ account, body, flash, about }) => {
        about(account.id)
        await setMailAddress(store, account.id, body.email === '' ? null : body.email)
        flash(
          'success',
          body.email === '' ? 'portal.notices.address.removed' : 'portal.notices.address.saved',
        )
        return redirect(NOTICES)
      },
    }),
  ]
}

/** The longest address of the mail standards is 254 characters. */
function isAddressOrNone(text: string): boolean {
  return text === '' || z.email().max(254).safeParse(text).success
}
