/** "Standart Ana Sayfa" of the bureau, and its other opening pages (S7–S9). */
import { bureauOpeningPages } from '../../../services/bureau/openingPages'
import { BUREAU_QUEUES } from '../../../services/bureau/operations/workList'
import { HOME, SEARCH, workListPath } from '../../../services/bureau/paths'
import { startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk } from '../../support/bureauApp'
import { makeRelative, writeRow } from '../../support/bureauCases'
import { linkTo } from '../../support/htmlForm'
import { AWAITING_PRINT, IN_REVIEW, WITH_HEAD } from '../../support/requestStates'

let app: BureauApp
let clerk: Clerk
beforeAll(async () => {
  app = await startBureau({ withWorkers: false })
  clerk = await app.signedIn('aygul')
})
afterAll(() => app?.close())

const countOf = (html: string, queue: string) =>
  new RegExp(`href="/queues/${queue}">\\s*<span class="pyk-figure__count[^>]*>([^<]*)<`).exec(
    html,
  )?.[1]

it('S7 shows how many requests wait in each queue, and leads there', async () => {
  for (const state of [IN_REVIEW, IN_REVIEW, AWAITING_PRINT])
    await writeRow(app, await makeRelative(app, 'selin'), state)
  const html = await clerk.page(HOME)
  expect(BUREAU_QUEUES.map((queue) => countOf(html, queue))).toEqual(['2', '0', '0', '1', '0', '0'])
  expect(linkTo(html, 'Talep ara')).toBe(SEARCH)
})

it('S7 shows the head, and nobody else, how many cases were handed to them, and leads to those', async () => {
  const reviews = Number(countOf(await clerk.page(HOME), 'review'))
  const { number } = await writeRow(app, await makeRelative(app, 'selin'), WITH_HEAD)
  const html = await (await app.signedIn('ilhan')).page(HOME)
  const handed = workListPath('review', { holder: 'head' })
  expect(html).toMatch(
    new RegExp(`href="${handed.replace('?', '\\?')}">\\s*<span class="pyk-figure__count">1<`),
  )
  // It still counts as a review.
  const ofClerk = await clerk.page(HOME)
  expect(countOf(ofClerk, 'review')).toBe(String(reviews + 1))
  expect(ofClerk).not.toContain(handed)
  const list = await clerk.page(handed)
  expect(list).toContain(number)
  expect([...list.matchAll(/pyk-number">/g)]).toHaveLength(1)
})

it('S8 opens the review queue at the next login when it is marked, and no longer when that is taken back', async () => {
  const review = workListPath('review')
  await clerk.pressOn(review, 'Açılış ana sayfası yap')
  expect((await app.stranger().signIn('aygul', { back: '' })).headers.location).toBe(review)
  expect((await app.stranger().signIn('yigit', { back: '' })).headers.location).toBe(HOME)
  await clerk.pressOn(review, 'Geri al')
  expect((await app.stranger().signIn('aygul', { back: '' })).headers.location).toBe(HOME)
})

it('S9 has every queue and the search in "Modüller", each of which exists', async () => {
  const html = await clerk.page(HOME)
  const menu = html.split('data-module="modules"')[1]!.split('</details>')[0]!
  expect(linkTo(menu, 'e-İçişleri Ana Sayfa')).toBe(HOME)
  for (const { path } of bureauOpeningPages) {
    expect(menu).toContain(`href="${path}"`)
    expect(await clerk.page(path)).toContain('action="/opening-page"')
  }
})
