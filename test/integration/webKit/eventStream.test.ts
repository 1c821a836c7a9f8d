/** Replies that stay open report at once, and do not keep a process from ending. */
import { eventStream, route } from '../../../services/shared/web'
import { endEventStreams } from '../../../services/shared/web/routing/eventStream'
import { gate } from '../../support/gate'
import { Visitor, startWebKitApp } from '../../support/webKitApp'
import type { WebKitApp } from '../../support/webKitApp'
import { waitFor } from '../../support/world'

let app: WebKitApp
let staff: Visitor
let ended: AbortSignal[]
let changed: ReturnType<typeof gate>
beforeAll(async () => {
  const declare = (path: string, follow: Parameters<typeof eventStream>[0]) =>
    route({
      method: 'get',
      path,
      access: 'signedIn',
      audit: 'none: a test',
      handle: () => eventStream(follow),
    })
  app = await startWebKitApp([
    declare('/events', async (send, signal) => {
      ended.push(signal)
      const aborted = new Promise<void>((resolve) =>
        signal.addEventListener('abort', () => resolve(), { once: true }),
      )
      await Promise.race([changed.opened, aborted])
      if (!signal.aborted) send('changed')
    }),
    declare('/broken', () => Promise.reject(new Error('no primary'))),
  ])
  staff = await Visitor.signedIn(app, 'staff')
})
afterAll(() => app?.close())
beforeEach(() => {
  ended = []
  changed = gate()
})

const opened = () => waitFor(() => ended.length > 0, { what: 'the open stream' })

it('reports to the page, and ends', async () => {
  const answer = staff.get('/events').then((reply) => reply)
  await opened()
  changed.open()
  const { headers, text } = await answer
  expect(headers['content-type']).toContain('text/event-stream')
  expect(headers['cache-control']).toContain('no-store')
  expect(text).toContain('event: changed\ndata:\n\n')
})

it('ends when the process ends, without an event', async () => {
  const answer = staff.get('/events').then(({ text }) => text)
  await opened()
  endEventStreams()
  expect(await answer).not.toContain('event:')
})

it('ends when the browser has left', async () => {
  const request = staff.get('/events')
  request.end(() => undefined)
  await opened()
  request.abort()
  await waitFor(() => ended[0]!.aborted, { what: 'the end of the stream' })
})

it('ends without details when it fails, and leaves a line in the log', async () => {
  const { status, text } = await staff.get('/broken')
  expect([status, text]).toEqual([200, 'retry: 3000\n\n'])
  expect(app.logged()).toContain('event stream ended by a fault')
})

it('is only for people who are signed in', async () => {
  await new Visitor(app).get('/events').expect(303)
})
