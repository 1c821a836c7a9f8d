/** Only listed proxies may report a browser's address and protocol. */
import { json, route } from '../../../services/shared/web'
import { startWebKitApp, Visitor } from '../../support/webKitApp'

const routes = [
  route({
    method: 'get',
    path: '/seen',
    access: 'public',
    audit: 'none: a probe',
    handle: ({ req }) => json({ address: req.ip, secure: req.secure }),
  }),
]

/** What the app believes about a request that names another address and protocol. */
async function believed(options: { https: boolean; trustedProxies: readonly string[] }) {
  const app = await startWebKitApp(routes, options)
  const visitor = new Visitor(app)
  // The app builds its indexes in the background; by then they exist.
  await visitor.signIn('staff')
  const { body } = await visitor.agent
    .get('/seen')
    .set({ 'X-Forwarded-For': '198.51.100.7, 203.0.113.9', 'X-Forwarded-Proto': 'https' })
  await app.close()
  return body as unknown
}

it.each([true, false])('believes a listed proxy, with secure cookies: %s', async (https) => {
  expect(await believed({ https, trustedProxies: ['127.0.0.0/8'] })).toEqual({
    address: '203.0.113.9',
    secure: true,
  })
})

it.each([true, false])('believes nobody else, with secure cookies: %s', async (https) => {
  expect(await believed({ https, trustedProxies: ['192.0.2.1'] })).toEqual({
    address: '127.0.0.1',
    secure: false,
  })
})

it('skips every listed proxy on the way', async () => {
  const trustedProxies = ['127.0.0.1', '203.0.113.0/24']
  expect(await believed({ https: true, trustedProxies })).toMatchObject({ address: '198.51.100.7' })
})
