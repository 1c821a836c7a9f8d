/**
 * The family list and the stage of each request (S13–S15, S18–S23, S41–S55, S70): the module's main
 * screen.
 */
import { route, view } from '../../shared/web'
import type { Route } from '../../shared/web'
import { cancellationReasonTexts } from '../../shared/web/texts/format/cancellationReason'
import { STAFF } from '../../shared/accounts/roles'
import { isReadable, logUnreadable } from '../../shared/store/unreadable'
import type { Deps } from '../deps'
import { draftsOf, unfinishedFor } from '../operations/drafts'
import { familyRequests } from '../operations/familyRequests'
import { requestsOf } from '../operations/familyRecords'
import { ensureAsked } from '../operations/familyRefresh'
import { newsOfRead } from '../operations/news'
import { relativesOf } from '../operations/relatives'
import type { RelativeView } from '../operations/relatives'
import { FAMILY, newsAfter, requestPath } from '../paths'
import { askedNotice } from '../viewModels/askedDocument'
import { emptyFamily, refreshPanel } from '../viewModels/familyRefresh'
import { familyRow } from '../viewModels/familyRow'
import { fullName } from '../viewModels/person'
import { returnedNotice } from '../viewModels/returned'
import { reasonsText } from '../viewModels/stage'
import { askerText } from '../viewModels/timeline'

export function familyRoutes(deps: Pick<Deps, 'store' | 'refreshes'>): Route[] {
  const { store } = deps
  return [
    route({
      method: 'get',
      path: FAMILY,
      access: STAFF,
      audit: 'familyOpened',
      handle: async ({ account, language, t, about, log }) => {
        about(account.id)
        const state = await ensureAsked(deps, account)
        const records = {
          family: state.family,
          requests: await requestsOf(store, account.id, state.family),
        }
        const [news, relatives, requests, drafts] = await Promise.all([
          newsOfRead(store, account.id, { ...state, ...records }),
          relativesOf(store, records, new Date()),
          familyRequests(store, account.id, records),
          draftsOf(store, account.id),
        ])
        logUnreadable(
          log,
          records.requests.filter((request) => !isReadable(request)),
        )
        const begun = unfinishedFor(drafts, relatives)
        const explanations = new Map(
          requests.flatMap(({ request, explanation }) =>
            explanation === null ? [] : [[request._id, explanation] as const],
          ),
        )
        const reader = { id: account.id, explanations, language, t }
        const rowsOf = (some: readonly RelativeView[]) =>
          some.map((relative) =>
            familyRow(
              relative,
              {
                unfinished: begun.has(relative.person._id),
                asker:
                  requests.find(({ request }) => request._id === relative.latest?._id)?.asker ??
                  null,
              },
              new Date(),
              t,
            ),
          )
        return view('family/page', {
          live: newsAfter(news),
          notices: relatives.flatMap((relative) => returnedNotice(relative, reader) ?? []),
          asked: relatives.flatMap((relative) => askedNotice(relative, reader) ?? []),
          refresh: refreshPanel(state, t),
          empty: emptyFamily(state, t),
          rows: rowsOf(relatives.filter(({ left }) => left === null)),
          formerRows: rowsOf(relatives.filter(({ left }) => left !== null)),
          tracked: requests.map(
            ({ request, explanation, reasonDetail, asker, person, ofFamily }) => ({
              request,
              name: person === null ? null : fullName(person),
              isReadable: isReadable(request),
              href: ofFamily && isReadable(request) ? requestPath(request._id) : null,
              reasons: reasonsText(request, t),
              explanation,
              asker: askerText(asker, t),
              cancellationReason:
                request.reason === null
                  ? null
                  : cancellationReasonTexts(request.reason, reasonDetail, t),
            }),
          ),
        })
      },
    }),
  ]
}
