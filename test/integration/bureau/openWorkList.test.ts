/**
 * A work list that stays open in a browser: it counts new work, shows it where it belongs, and says
 * what others do with its requests.
 */
import { PAGE_SIZE } from '../../../services/bureau/operations/workList'
import type { RequestRecord } from '../../../services/shared/store/request'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { makeRelative, writeReviews, writeRow } from '../../support/bureauCases'
import type { Relative } from '../../support/bureauCases'
import { DAY_MS } from '../../support/durations'
import { followEvents } from '../../support/followEvents'
import { linkTo } from '../../support/htmlForm'
import {
  AWAITING_PRINT,
  CANCELLATION_IN_REVIEW,
  IN_REVIEW,
  WITH_HEAD,
} from '../../support/requestStates'
import { hrefOf, numbersOn, rowOf } from '../../support/workListHtml'
import { waitFor } from '../../support/world'

let app: BureauApp
let clerk: Clerk
let child: Relative
beforeAll(async () => {
  app = await startBureau({ withWorkers: false })
  clerk = await app.signedIn('aygul')
  child = await makeRelative(app, 'selin')
})
afterAll(() => app?.close())
afterEach(() => app.store.requests.deleteMany({}))

const page = async (path: string) => (await clerk.get(path).expect(200)).text
const writeRows = (count: number, over: (index: number) => Partial<RequestRecord>) =>
  writeReviews(app, child, count, over)

/** What an open page receives. */
const follow = (html: string) =>
  followEvents(clerk, /data-arrivals="([^"]+)"/.exec(html)![1]!.replaceAll('&amp;', '&'))

describe('new work', () => {
  it('is counted on an open list as it comes, by the filter of the list', async () => {
    await writeRows(2, () => ({}))
    const open = follow(await page('/queues/review?type=cardRequest'))
    await writeRow(app, child, IN_REVIEW)
    await open.says('event: arrived\ndata:1 yeni talep')
    await writeRow(app, child, CANCELLATION_IN_REVIEW)
    await writeRow(app, child, AWAITING_PRINT)
    const { _id } = await writeRow(app, child, IN_REVIEW)
    await open.says('data:2 yeni talep')
    await app.store.requests.updateOne({ _id }, { queue: 'print' })
    await waitFor(() => open.text().split('1 yeni talep').length === 3, { what: 'the lower count' })
    expect(open.text()).not.toContain('3 yeni')
    await open.end()
  })

  it('reaches the head’s open list when a case is handed over, which keeps its place in the queue', async () => {
    const day = new Date(Date.now() - DAY_MS)
    const handedOver = (at: Date) => ({
      subState: 'withHead' as const,
      escalation: { escalationId: 'e', noteId: 'n', by: 'c', at, returned: null },
    })
    await writeRow(app, child, WITH_HEAD, handedOver(day))
    const { _id, number } = await writeRow(app, child, IN_REVIEW, { queuedAt: day })
    const html = await page('/queues/review?holder=head')
    const open = follow(html)
    await app.store.requests.updateOne({ _id }, handedOver(new Date()))
    await open.says('event: arrived\ndata:1 yeni talep')
    expect(rowOf(await page(linkTo(html, 'Göster')!), number)).toContain('data-part="new"')
    await open.end()
  })

  describe('is shown where it belongs, under the filters and in the order of the list', () => {
    const isMarked = (html: string, number: string) =>
      rowOf(html, number).includes('data-part="new"')
    const show = (html: string) => page(linkTo(html, 'Göster')!)

    it.each(['', '&order=last'])('and is marked as new (address: %s)', async (order) => {
      const list = `/queues/review?type=cardRequest${order}`
      const [old] = await writeRows(1, () => ({ queuedAt: new Date(Date.now() - DAY_MS) }))
      const open = await page(list)
      expect(linkTo(open, 'Göster')!.startsWith(`${list}&since=`)).toBe(true)
      const { number } = await writeRow(app, child, IN_REVIEW)
      const html = await show(open)
      expect(numbersOn(html)).toEqual(numbersOn(await page(list)))
      expect([old!, number].map((one) => isMarked(html, one))).toEqual([false, true])
      expect(html).not.toContain('Bu sayfada görünmeyen')
    })

    it('and is named with a link while it is on another page, where it is marked too', async () => {
      await writeRows(PAGE_SIZE + 1, (index) => ({
        queuedAt: new Date(Date.now() - DAY_MS + index),
        dueAt: new Date(Date.now() + index),
      }))
      const open = await page('/queues/review')
      const { _id, number } = await writeRow(app, child, IN_REVIEW, {
        dueAt: new Date(Date.now() + DAY_MS),
      })
      const html = await show(open)
      expect(html).toContain('Bu sayfada görünmeyen 1 yeni talep:')
      expect(linkTo(html, number)).toBe(`/requests/${_id}/review`)
      const next = await page(hrefOf(html, 'next')!)
      expect(isMarked(next, number)).toBe(true)
      expect(linkTo(next, 'Göster')).toMatch(/[?&]after=.*&since=/)
    })
  })
})

it('says on an open list that a request has left it', async () => {
  const [{ _id }, stays] = [
    await writeRow(app, child, IN_REVIEW),
    await writeRow(app, child, IN_REVIEW),
  ]
  const open = follow(await page('/queues/review'))
  await app.store.leases.create({
    ...{ _id: stays._id, holder: accountId('yigit') },
    until: new Date(Date.now() + DAY_MS),
  })
  await open.says('event: leased')
  await app.store.requests.updateOne({ _id: stays._id }, { dueAt: new Date() })
  await app.store.requests.updateOne({ _id }, { queue: 'print' })
  await open.says(
    `event: left\ndata:{"requestIds":["${_id}"],"text":"İşlem gördü, bu listeden çıktı"}`,
  )
  await open.end()
  await app.store.leases.deleteMany({})
})

it('says on an open list who takes a request, and when it is given back', async () => {
  const { _id } = await writeRow(app, child, IN_REVIEW)
  const open = follow(await page('/queues/review'))
  const until = new Date(Date.now() + DAY_MS)
  await app.store.leases.create({ _id, holder: accountId('yigit'), until })
  await open.says(
    `event: leased\ndata:[{"requestId":"${_id}","standing":"held","text":"Yiğit Koç’ta`,
  )
  await app.store.leases.deleteOne({ _id })
  await open.says(`data:[{"requestId":"${_id}","standing":"free","text":null}]`)
  await open.end()
})
