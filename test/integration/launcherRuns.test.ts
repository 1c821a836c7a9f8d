/** `npm start` with given servers: killed children, a killed launcher, and a clean stop. */
import { randomBytes } from 'node:crypto'
import { notedChildren } from '../../deploy/local/children/runningChildren'
import { titleOf } from '../../deploy/local/messages'
import { CLAIM_SETTINGS } from '../support/claims'
import { launch, lives, makeLauncherHome } from '../support/launcher'
import type { LauncherHome } from '../support/launcher'
import { createTestWorld, waitFor } from '../support/world'
import type { TestWorld } from '../support/world'

const IN_ORDER = ['portal', 'bureau', 'requests', 'documents', 'registry', 'kps']
const PROCESSES = IN_ORDER.toSorted()
const READY = 'Hazır.'

let world: TestWorld
let home: LauncherHome
let launcher: ReturnType<typeof launch>

beforeAll(async () => {
  world = await createTestWorld()
  const key = () => randomBytes(32).toString('base64')
  home = await makeLauncherHome({
    TEMPORAL_ADDRESS: world.temporal.address,
    TEMPORAL_NAMESPACE: world.temporal.namespace,
    MONGO_URL: world.mongoUrl,
    S3_ENDPOINT: world.s3.endpoint,
    S3_ACCESS_KEY: world.s3.accessKey,
    S3_SECRET_KEY: world.s3.secretKey,
    S3_BUCKET: world.s3.bucket,
    SESSION_SECRET: key(),
    SLIP_KEY: key(),
    AUDIT_KEYS: key(),
    ...CLAIM_SETTINGS,
    IDENTITY_KEYS: `test:${key()}`,
    IDENTITY_HMAC_KEY: key(),
  })
  launcher = launch(home)
  await launcher.saying(READY)
})
afterAll(async () => {
  launcher.signal('SIGTERM')
  await launcher.ended
  await home.remove()
  await world.cleanUp()
})

async function serves(variable: 'PORTAL_PORT' | 'BUREAU_PORT'): Promise<boolean> {
  return (await fetch(`http://localhost:${home.environment[variable]}/health/ready`)).ok
}

it('starts its own processes and none of the servers that are given', async () => {
  expect(Object.keys(notedChildren(home.dataDir)).toSorted()).toEqual(PROCESSES)
  expect(await serves('PORTAL_PORT')).toBe(true)
  expect(await serves('BUREAU_PORT')).toBe(true)
})

it('prints all addresses, and no demo account if the servers are given', () => {
  expect(launcher.said()).toContain(`http://localhost:${home.environment['PORTAL_PORT']}`)
  expect(launcher.said()).toContain(world.temporal.address)
  expect(launcher.said()).not.toContain('personel1')
})

it.each(PROCESSES)('says that %s was killed and starts it again', async (name) => {
  const killed = notedChildren(home.dataDir)[name]!
  process.kill(killed, 'SIGKILL')
  await launcher.saying(
    `! ${titleOf(name)} beklenmedik biçimde durdu (SIGKILL; günlük: ${name}.log)`,
  )
  await launcher.saying(`✓ ${titleOf(name)} yeniden çalışıyor`)
  expect(lives(killed)).toBe(false)
  expect(lives(notedChildren(home.dataDir)[name]!)).toBe(true)
})

it('does not start a second time on the same data', async () => {
  const second = launch({
    environment: { ...home.environment, PORTAL_PORT: '10000', BUREAU_PORT: '10001' },
  })
  expect(await second.ended).toBe(1)
  expect(second.said()).toContain('zaten çalışıyor')
  expect(Object.values(notedChildren(home.dataDir)).every(lives)).toBe(true)
})

it('ends the processes that a killed launcher left, and starts again', async () => {
  const left = Object.values(notedChildren(home.dataDir))
  launcher.signal('SIGKILL')
  expect(await launcher.ended).toBeNull()
  expect(left.every(lives)).toBe(true)

  launcher = launch(home)
  await launcher.saying('Önceki çalışmadan kalan işlemler kapatıldı')
  await launcher.saying(READY)
  expect(left.some(lives)).toBe(false)
  expect(await serves('PORTAL_PORT')).toBe(true)
})

it('stops the web apps first, then the workers, and leaves no process', async () => {
  const running = Object.values(notedChildren(home.dataDir))
  launcher.signal('SIGTERM')
  expect(await launcher.ended).toBe(0)
  const stopped = [...launcher.said().matchAll(/✓ (.+) kapandı/g)].map(([, name]) => name)
  expect(stopped).toEqual(IN_ORDER.map(titleOf))
  await waitFor(() => !running.some(lives), { what: 'the end of every process' })
  expect(notedChildren(home.dataDir)).toEqual({})
})

it('stops in the same order before everything runs', async () => {
  launcher = launch(home)
  await waitFor(() => Object.keys(notedChildren(home.dataDir)).length > 0, {
    what: 'the first process',
  })
  const starting = Object.values(notedChildren(home.dataDir))
  launcher.signal('SIGTERM')
  expect(await launcher.ended).toBe(0)
  expect(launcher.said()).not.toContain(READY)
  expect(launcher.said()).toContain(`✓ ${titleOf('portal')} kapandı`)
  expect(starting.some(lives)).toBe(false)
  expect(notedChildren(home.dataDir)).toEqual({})
})
