/** Marks the page that opens after the login, and takes the mark back (S8). */
import { z } from 'zod'
import type { Accounts } from '../../accounts/accounts'
import { Forbidden } from '../routing/errors'
import { redirect } from '../routing/reply'
import { pathOfReferer } from '../routing/returnPath'
import { route } from '../routing/route'
import type { Route } from '../routing/route'
import type { OpeningPages } from './openingPages'

export const OPENING_PAGE = '/opening-page'

export function openingPageRoutes(accounts: Accounts, pages: OpeningPages): Route[] {
  return [
    route({
      method: 'post',
      path: OPENING_PAGE,
      access: 'signedIn',
      audit: 'none: a preference about pages that the person may open anyway',
      body: z.object({ page: z.enum(pages.ids), mark: z.enum(['set', 'takenBack']) }),
      formAt: () => pages.standard.path,
      handle: async ({ req, account, body, flash, t }) => {
        const page = pages.find(body.page, account)
        if (page === null) throw new Forbidden(OPENING_PAGE)
        const isSet = body.mark === 'set'
        const marked = isSet ? page : pages.standard
        await accounts.setOpeningPage(
          account.id,
          pages.app,
          marked === pages.standard ? null : marked.id,
        )
        flash('success', isSet ? 'openingPage.set' : 'openingPage.takenBack', {
          page: t(marked.key),
        })
        // The button is on the page itself, whose filters are in its address.
        const from = pathOfReferer(req.get('referer'), req.get('host'))
        return redirect(from.split('?')[0] === page.path ? from : page.path)
      },
    }),
  ]
}
