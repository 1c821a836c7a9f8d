/** The page of one request: what it shows in every state, and its history. */
import { REFUSAL_CAUSES } from '../../../workflows/contract'
import { allowedActions } from '../../../workflows/domain/allowedActions'
import { ALL_STATES } from '../../../workflows/domain/requestState'
import type { RequestState } from '../../../workflows/domain/requestState'
import { BUREAU_QUEUES } from '../../../services/bureau/operations/workList'
import type { RequestAuditLine, RequestRecord } from '../../../services/shared/store/request'
import texts from '../../../services/shared/locales/tr.json'
import { accountId, nameOf, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { makeRelative, writeRow } from '../../support/bureauCases'
import type { Relative } from '../../support/bureauCases'
import { RETURNED } from '../../support/requestStates'

let app: BureauApp
let clerk: Clerk
let child: Relative
/** A request in each state, and its page. */
const inEveryState: { state: RequestState; request: RequestRecord; html: string }[] = []
beforeAll(async () => {
  app = await startBureau({ withWorkers: false })
  clerk = await app.signedIn('aygul')
  child = await makeRelative(app, 'selin')
  for (const state of ALL_STATES) {
    const request = await writeRow(app, child, state)
    inEveryState.push({ state, request, html: await pageOf(request) })
  }
})
afterAll(() => app?.close())

const pageOf = async ({ _id }: RequestRecord) =>
  (await clerk.get(`/requests/${_id}`).expect(200)).text

it('S43 D1 shows one pill with the exact word, the sub-state next to it where that says more, and marks the list where a request waits', () => {
  for (const { state, request, html } of inEveryState) {
    const { status, subState } = texts as Record<'status' | 'subState', Record<string, string>>
    const heading = html.slice(0, html.indexOf('pyk-columns'))
    const textsIn = (pattern: RegExp) => [...heading.matchAll(pattern)].map(([, text]) => text)
    expect(textsIn(/pyk-pill--\w+">([^<]+)</g)).toEqual([status[state.status]])
    expect(textsIn(/data-part="sub-state">([^<]+)</g)).toEqual(
      subState[state.subState] === status[state.status] ? [] : [subState[state.subState]],
    )
    const marked = [...html.matchAll(/href="([^"]+)" aria-current="true"/g)].map(
      ([, address]) => address,
    )
    const isOnList = (BUREAU_QUEUES as readonly string[]).includes(request.queue)
    expect(marked.filter((address) => !address!.startsWith('/language'))).toEqual(
      isOnList ? [`/queues/${request.queue}`] : [],
    )
  }
})

it('offers what may be done in each state and nothing else', () => {
  for (const { state, html } of inEveryState) {
    const [action] = allowedActions(state, 'clerk')
    const offered = [...html.matchAll(/data-action="(\w+)"/g)].map(([, offer]) => offer)
    expect(offered).toEqual(action === 'follow' ? [] : [action])
    expect(html).not.toContain('name="outcome"')
  }
})

it('shows in the history who tried what', async () => {
  const at = new Date('2026-11-20T09:00:00Z')
  const decision = {
    decisionId: 'd',
    outcome: 'rejected',
    by: accountId('yigit'),
    at,
    explanationId: null,
  } as const
  const refusals = REFUSAL_CAUSES.map((cause) => ({
    key: cause,
    action: 'refused' as const,
    actor: accountId('aygul'),
    at,
    cause,
  }))
  const request = await writeRow(app, child, RETURNED, {
    decision: { ...decision, reasons: ['photoNotRecent'] },
    audit: refusals,
  })
  const html = await pageOf(request)
  expect(html).toContain(
    `${nameOf('yigit')} 20.11.2026 12:00 tarihinde karar vermişti; sonradan gelen karar uygulanmadı.`,
  )
  const shown = [...html.matchAll(/pyk-timeline__detail">([^<]+)</g)].map(([, text]) => text!)
  expect(new Set(shown).size).toBe(REFUSAL_CAUSES.length)
  for (const text of shown)
    expect(text).not.toMatch(/bureau\.|Karar(ın|sın)ız|veremezsiniz|Kendi talebiniz/)
})

describe('shows refused messages', () => {
  const AT = Date.parse('2026-11-20T09:00:00Z')
  const refused = (minute: number, over: Partial<RequestAuditLine>): RequestAuditLine => ({
    key: `k:${minute}`,
    action: 'refused',
    actor: null,
    at: new Date(AT + minute * 60_000),
    cause: 'unproven',
    ...over,
  })
  const historyOf = async (audit: RequestAuditLine[]) => {
    const request = await writeRow(app, child, ALL_STATES[1]!, { audit })
    const read = async (path: string) => {
      const { text } = await clerk.get(path).expect(200)
      return [...text.matchAll(/<li class="pyk-timeline__item">[^]*?<\/li>/g)].map(([item]) => item)
    }
    const pages = [`/requests/${request._id}`, `/requests/${request._id}/review`]
    const [page, review] = await Promise.all(pages.map(read))
    expect(review).toEqual(page)
    return page!
  }

  it('whose causes alternate as one for each cause, however many come between two events', async () => {
    const flood = Array.from({ length: 100 }, (_, minute) =>
      refused(minute, { cause: minute % 2 === 0 ? 'unproven' : 'badSignature' }),
    )
    const opened = refused(100, { action: 'reviewOpened', actor: accountId('aygul') })
    const items = await historyOf([...flood, opened, refused(101, {})])
    expect(items).toHaveLength(4)
    const [after, , odd, even] = items
    expect(after).not.toContain('kez')
    expect(odd).toContain('50 kez; ilki 20.11.2026 12:01, sonuncusu 20.11.2026 13:39')
    expect(even).toContain('50 kez; ilki 20.11.2026 12:00, sonuncusu 20.11.2026 13:38')
  })

  it('that are equal as one, with how many and when', async () => {
    const flood = Array.from({ length: 100 }, (_, minute) => refused(minute, {}))
    const items = await historyOf([
      ...flood,
      refused(100, { cause: 'badSignature' }),
      refused(101, {}),
    ])
    expect(items).toHaveLength(2)
    const [many, single] = items
    expect(many).toContain('101 kez; ilki 20.11.2026 12:00, sonuncusu 20.11.2026 13:41')
    expect(single).not.toContain('kez')
  })

  it('with who is named in it, where nobody has proven who sent it', async () => {
    const actor = accountId('yigit')
    const named = `iletide adı geçen: ${nameOf('yigit')}`
    const who = async (over: Partial<RequestAuditLine>) =>
      (await historyOf([refused(0, { actor, ...over })]))[0]
    for (const cause of ['replayed', 'expired', 'otherRequest'] as const)
      expect(await who({ cause, provenBy: 'k1' })).toContain(named)
    expect(await who({ cause: 'notApplicant' })).toContain(named)
    expect(await who({ cause: 'tooEarly', provenBy: 'k1' })).toContain(`· ${nameOf('yigit')}`)
    expect(await who({ action: 'reviewOpened', provenBy: 'k1' })).toContain(`· ${nameOf('yigit')}`)
  })
})

it('S42 S43 gives every page its own title; those of a request begin with the name of its person', async () => {
  const { _id, number } = await writeRow(app, child, ALL_STATES[1]!)
  const titles = await Promise.all(
    [
      `/requests/${_id}`,
      `/requests/${_id}/review`,
      '/search',
      '/queues/review',
      '/queues/print',
    ].map(async (path) => {
      const { text } = await clerk.get(path).expect(200)
      return /<title>([^<]+)<\/title>/.exec(text)![1]!
    }),
  )
  expect(new Set(titles).size).toBe(titles.length)
  const name = `${child.name} ${child.surname} · `
  expect(titles.map((title) => title.startsWith(name))).toEqual([true, true, false, false, false])
  expect(titles[0]).toContain(number)
})
