/** A case that a clerk has handed to the head of the bureau, as its applicant sees it: not at all. */
import { newsOf } from '../../../services/portal/operations/news'
import { FAMILY, HOME, requestPath } from '../../../services/portal/paths'
import { escalation, escalationReturn } from '../../support/messages'
import { accountId, startPortal } from '../../support/portalApp'
import type { PortalApp, StaffMember } from '../../support/portalApp'
import { explain, fileCardRequest, inSubState, makeRelative } from '../../support/portalCases'

let app: PortalApp
let mother: StaffMember
beforeAll(async () => {
  app = await startPortal()
  mother = await app.signedIn('mother')
})
afterAll(() => app?.close())

/** What a page shows, without what is new on every page. */
const shownOn = async (path: string) =>
  (await mother.page(path))
    .replaceAll(/name="(?:_csrf|withdrawalId)" value="[^"]*"/g, '')
    .replaceAll(/(?:nonce|data-live|data-ends-in)="[^"]*"/g, '')
    // Who saw it and when, for paper.
    .replaceAll(/görüntüledi · [^<]*/g, '')
/** What a page that is open compares, without the refresh of the family list, which goes on meanwhile. */
async function news(): Promise<string> {
  await app.store.familyRefreshes.deleteMany({})
  return newsOf(app.store, accountId('mother'))
}

it('S43 S47 shows the same pages as for a case in review, before and after it goes back', async () => {
  const child = await makeRelative(app)
  const { _id } = await fileCardRequest(app, mother, child)
  const pages = () => Promise.all([HOME, FAMILY, requestPath(_id)].map(shownOn))
  // A message about what was just done is shown once.
  await pages()
  const before = await pages()
  const newsBefore = await news()
  const notices = () => app.store.notices.countDocuments({ requestId: _id })
  const noticesBefore = await notices()
  const noteId = await explain(app, _id, 'Fotoğrafı ayrıca değerlendirin.')
  await app.runs.escalate(child.personKey, escalation(_id, { noteId }))
  await inSubState(app, _id, 'withHead')
  expect(await pages()).toEqual(before)
  expect(await news()).toBe(newsBefore)
  await app.runs.giveBack(child.personKey, escalationReturn(_id))
  await inSubState(app, _id, 'inReview')
  expect(await pages()).toEqual(before)
  expect(await notices()).toBe(noticesBefore)
})
