/** A new status arrives at an open page by itself, at the right one, and from any process. */
import { mongo } from 'mongoose'
import { FAMILY, NEWS, NOTICES, requestPath } from '../../../services/portal/paths'
import { createChanges } from '../../../services/shared/store/changes'
import { endEventStreams } from '../../../services/shared/web/routing/eventStream'
import { createLog } from '../../../services/shared/log/log'
import { approval } from '../../support/messages'
import { fileCardRequest, inSubState, makeRelative } from '../../support/portalCases'
import { startPortal } from '../../support/portalApp'
import type { PortalApp, StaffMember } from '../../support/portalApp'
import { textLog } from '../../support/webServer'
import { waitFor } from '../../support/world'

let app: PortalApp
let mother: StaffMember
beforeAll(async () => {
  app = await startPortal()
  mother = await app.signedIn('mother')
})
afterAll(() => app.close())

const liveOf = (html: string) => /data-live="([^"]+)"/.exec(html)![1]!

/** Waits for an event as an open page does. */
function follow(who: StaffMember, address: string) {
  let isOver = false
  const text = who.get(address).then((answer) => {
    isOver = true
    return answer.text
  })
  return { text, isOver: () => isOver }
}

it.each([FAMILY, NOTICES, '/'])('S41 S43 a decision arrives at the open page %s', async (path) => {
  const relative = await makeRelative(app)
  const { _id } = await fileCardRequest(app, mother, relative)
  const open = follow(mother, liveOf(await mother.page(path)))
  await app.runs.decide(relative.personKey, approval(_id))
  expect(await open.text).toContain('event: changed')
  await inSubState(app, _id, 'awaitingPrint')
  expect(await mother.page(requestPath(_id))).toContain('Onaylandı')
})

it('S41 arrives although it happened while the page was not connected', async () => {
  const relative = await makeRelative(app)
  const { _id } = await fileCardRequest(app, mother, relative)
  const address = liveOf(await mother.page(requestPath(_id)))
  await app.runs.decide(relative.personKey, approval(_id))
  await inSubState(app, _id, 'awaitingPrint')
  expect(await follow(mother, address).text).toContain('event: changed')
})

it('S41 D5 reaches the other parent, and nobody else', async () => {
  const [father, colleague] = [await app.signedIn('father'), await app.signedIn('colleague')]
  const relative = await makeRelative(app, ['mother', 'father'])
  const ofFather = follow(father, liveOf(await father.page(FAMILY)))
  const ofColleague = follow(colleague, liveOf(await colleague.page(FAMILY)))
  await fileCardRequest(app, mother, relative)
  expect(await ofFather.text).toContain('event: changed')
  expect(ofColleague.isOver()).toBe(false)
  endEventStreams()
  expect(await ofColleague.text).not.toContain('event:')
})

it('shares one change stream of each collection, begins again if it breaks, and ends it with the last listener', async () => {
  const watch = jest.spyOn(mongo.Collection.prototype, 'watch')
  const streams = () => watch.mock.results.map(({ value }) => value as mongo.ChangeStream)
  const changes = createChanges(app.store, createLog('test', 'silent'))
  const listeners = [1, 2, 3].map(() => changes.listen(({ accountId }) => accountId === 'somebody'))
  const allWoken = () => Promise.all(listeners.map(({ next }) => next()))
  // Each looks once the stream has begun.
  await allWoken()
  expect(streams()).toHaveLength(4)
  await streams()[0]!.close()
  await allWoken()
  expect(streams()).toHaveLength(8)
  const woken = allWoken()
  const at = new Date()
  await app.store.familyRefreshes.create({
    ...{ _id: 'somebody', runId: 'run', seq: 1, state: 'asking' },
    ...{ startedAt: at, at, fault: null, nextAttemptAt: null },
  })
  await woken
  for (const { stop } of listeners) stop()
  await waitFor(() => streams().every(({ closed }) => closed), { what: 'the end of the streams' })
  watch.mockRestore()
})

it('begins the streams again without a fault for a listener who comes as the last one leaves', async () => {
  const { log, logged } = textLog()
  const changes = createChanges(app.store, log)
  const first = changes.listen(() => false)
  await first.next()
  first.stop()
  const second = changes.listen(() => false)
  await second.next()
  second.stop()
  expect(logged()).toBe('')
})

it('is only for staff', async () => {
  const manager = await app.signedIn('manager')
  expect((await manager.get(NEWS)).status).toBe(403)
})
