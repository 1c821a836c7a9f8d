/**
 * The worker is killed after the mail server has taken a mail and before the mail is marked: nothing
 * is lost, and what arrives twice is recognised as one mail.
 */
import { SCHEDULES } from '../../workflows/contract'
import { ensureSchedules } from '../../services/shared/temporal/schedules'
import { startMailServer } from '../support/mailServer'
import type { MailServer } from '../support/mailServer'
import { startProduct } from '../support/product'
import type { Product } from '../support/product'
import { createStoryTeller } from '../support/stories'
import { createTestWorld, waitFor } from '../support/world'
import type { TestWorld } from '../support/world'

let world: TestWorld
let server: MailServer
let product: Product
beforeAll(async () => {
  ;[world, server] = await Promise.all([createTestWorld(), startMailServer()])
  process.env['SMTP_URL'] = server.url
  process.env['MAIL_FROM'] = 'pyk@icisleri.example'
  product = await startProduct(world)
})
afterAll(async () => {
  await product.stop()
  await server.close()
  await world.cleanUp()
})

it('S34 a mail is sent although the worker is killed, with the same Message-ID, and there is one notice', async () => {
  const { store, runs, client, workers } = product
  const { personKey, input } = await (await createStoryTeller(product)).card('approved')
  await store.accounts.create({
    _id: input.applicantId,
    username: 'gokce',
    passwordHash: 'none',
    name: 'Gökçe Şimşek',
    registryNo: '1',
    unitCode: '06-PER',
    unitName: 'Personel',
    roles: ['staff'],
    personKey: 'key-of-notices',
    email: 'gokce@icisleri.example',
  })
  let answer = () => {}
  server.beforeAnswer = () => new Promise((resolve) => (answer = resolve))
  await runs.start(personKey, input)
  await waitFor(() => store.notices.exists({}), { what: 'the notice' })
  // The schedule would start it within a minute.
  await ensureSchedules(world.temporal.address, world.temporal.namespace)
  await client.schedule.getHandle(SCHEDULES.noticeDelivery).trigger()
  await waitFor(() => server.mails.length === 1, { what: 'the mail at the server' })
  const { pid } = workers.requests
  process.kill(pid, 'SIGKILL')
  answer()
  server.beforeAnswer = null
  await waitFor(() => workers.requests.pid !== pid, { what: 'the worker started again' })
  expect((await store.notices.findOne().orFail().lean()).mail.state).toBe('waiting')
  // The time that one attempt may take is over.
  await store.notices.updateOne({}, { $set: { 'mail.nextAttemptAt': new Date(0) } })
  await waitFor(async () => (await store.notices.findOne().orFail().lean()).mail.state === 'sent', {
    what: 'the mail marked as sent',
    timeoutMs: 60_000,
  })
  expect(server.mails).toHaveLength(2)
  expect(new Set(server.mails.map(({ headers }) => headers.get('message-id'))).size).toBe(1)
  expect(await store.notices.countDocuments()).toBe(1)
}, 120_000)
