/** The population register, asked again when a review opens, and what has changed since filing. */
import { randomUUID } from 'node:crypto'
import { awaitAnswer, registerForReview } from '../../../services/bureau/operations/register'
import { connectTemporal } from '../../../services/shared/temporal/connection'
import { createRefreshRuns } from '../../../services/shared/temporal/refreshRuns'
import { accountId, startBureau } from '../../support/bureauApp'
import type { BureauApp, Clerk, Username } from '../../support/bureauApp'
import { fileCard, makeRelative } from '../../support/bureauCases'
import type { Relative } from '../../support/bureauCases'
import { waitFor } from '../../support/world'

let app: BureauApp
let clerk: Clerk
let child: Relative
beforeAll(async () => {
  app = await startBureau()
  clerk = await app.signedIn('aygul')
})
afterAll(() => app?.close())
beforeEach(async () => {
  child = await makeRelative(app, 'selin')
  await app.store.familyRefreshes.deleteMany({})
})

const reviewOf = async ({ _id }: { _id: string }) =>
  (await clerk.get(`/requests/${_id}/review`).expect(200)).text
const registerPart = (html: string) =>
  html.slice(html.indexOf('id="register"'), html.indexOf('pyk-review__photos'))

const refreshOf = (parent: Username) => app.store.familyRefreshes.findById(accountId(parent)).lean()

/** The register has answered just now. */
const answered = () =>
  app.store.familyRefreshes.updateOne(
    { _id: accountId('selin') },
    {
      $set: {
        runId: 'run-answered',
        seq: 2,
        state: 'answered',
        startedAt: new Date(),
        at: new Date(),
      },
    },
    { upsert: true },
  )

it('S17 opens at once with what is known, says that the register is asked, and shows the answer by itself', async () => {
  const request = await fileCard(app, child)
  const html = await reviewOf(request)
  expect(registerPart(html)).toContain('KPS’ye yeniden soruluyor')
  const [, live] = /data-live="([^"]+)"/.exec(html)!
  expect(live).toContain(`/requests/${request._id}/register/events`)
  const asked = await waitFor(() => refreshOf('selin'), { what: 'the question to the register' })
  expect(asked.state).toBe('asking')

  const events = clerk.get(live!.replaceAll('&amp;', '&'))
  const ended = events.then(({ text }) => text)
  await answered()
  expect(await ended).toContain('event: changed')
  expect(registerPart(await reviewOf(request))).toContain('KPS’nin son yanıtı: ')
})

it('S17 asks again by itself when the engine was down as the page asked', async () => {
  // A parent about whose family nobody asks yet.
  const parent = 'yigit'
  const child = await makeRelative(app, parent)
  const request = await fileCard(app, child, { parent })
  const { client, close } = connectTemporal({ address: '127.0.0.1:1', namespace: 'default' })
  const down = { store: app.store, refreshes: createRefreshRuns(client, 1) }
  const found = await registerForReview(down, request, child.personKey, new Date())
  await close()
  expect(found.state).toBe('failed')

  // The open page waits in vain, and is renewed.
  await awaitAnswer(app.store, accountId(parent), found.step, new AbortController().signal, 0)
  expect(await refreshOf(parent)).toBeNull()
  expect(registerPart(await reviewOf(request))).toContain('KPS’ye yeniden soruluyor')
  const asked = await waitFor(() => refreshOf(parent), { what: 'the question to the register' })
  expect(asked.state).toBe('asking')
})

it('asks once in some minutes, not for each opening', async () => {
  const request = await fileCard(app, child)
  await answered()
  const html = await reviewOf(request)
  expect(html).not.toContain('data-live=')
  const { runId } = await app.store.familyRefreshes.findById(accountId('selin')).orFail().lean()
  expect(runId).toBe('run-answered')
})

it('S11 S18 shows what has changed since the request was filed, the gravest first', async () => {
  const { surname: filedAs } = await app.store.people.findById(child._id).orFail().lean()
  const request = await fileCard(app, child)
  expect(request.filedPerson).toMatchObject({
    name: 'Işıl',
    surname: filedAs,
    relation: 'child',
    worksAtMinistry: false,
  })
  await answered()
  expect(registerPart(await reviewOf(request))).not.toContain('değişenler var')

  await app.store.people.updateOne({ _id: child._id }, { surname: 'Koç' })
  await app.store.families.updateOne(
    { _id: accountId('selin') },
    {
      $pull: { members: { personId: child._id } },
      $push: {
        former: { personId: child._id, relation: 'child', reason: 'died', leftAt: new Date() },
      },
    },
  )
  const part = registerPart(await reviewOf(request))
  expect(part).toContain('Talep yapıldıktan sonra değişenler var')
  expect(part.indexOf('Kişi vefat etmiş.')).toBeLessThan(
    part.indexOf(`Soyadı değişti: ${filedAs} → Koç`),
  )
})

it('S19 says that the person now works at the ministry, with an account or without one yet', async () => {
  const { _id, personKey } = await app.store.people.findById(child._id).orFail().lean()
  const request = await fileCard(app, child)
  await answered()
  expect(registerPart(await reviewOf(request))).not.toContain('Kişi artık Bakanlık personeli')

  const employed = { name: 'Işıl Yıldırım', registryNo: '299001', unitCode: '1010' }
  const { identity } = await app.store.people.findById(_id).orFail().lean()
  await app.store.staff.create({ _id: randomUUID(), personKey, identity, ...employed })
  expect(registerPart(await reviewOf(request))).toContain('Kişi artık Bakanlık personeli')
  await app.store.staff.deleteOne({ personKey })

  await app.store.accounts.updateOne({ _id: accountId('pinar') }, { $set: { personKey } })
  expect(registerPart(await reviewOf(request))).toContain('Kişi artık Bakanlık personeli')
  await app.store.accounts.updateOne({ _id: accountId('pinar') }, { $unset: { personKey: 1 } })
})
