/** What an app shows below the messages of every page. */
import { route, view } from '../../../services/shared/web'
import { startWebKitApp, Visitor } from '../../support/webKitApp'
import type { WebKitApp } from '../../support/webKitApp'

const page = (path: string, data: object) =>
  route({
    method: 'get',
    path,
    access: 'signedIn',
    audit: 'requestOpened',
    handle: () => view('error', { title: 'Sayfa', next: { href: '/', text: 'x' }, ...data }),
  })

let app: WebKitApp
afterAll(() => app?.close())

it('a page that would replace it fails, instead of showing its own data there', async () => {
  app = await startWebKitApp([page('/plain', {}), page('/replaces', { held: 'bir başka şey' })], {
    belowMessages: () => Promise.resolve({ held: [] }),
  })
  const visitor = await Visitor.signedIn(app, 'staff')
  await visitor.get('/plain').expect(200)
  await visitor.get('/replaces').expect(500)
})
