/** `npm start` as a newcomer runs it: everything embedded, demo data and all; and the start after it. */
import { statSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { notedChildren } from '../../deploy/local/children/runningChildren'
import { launch, lives, makeLauncherHome } from '../support/launcher'
import type { LauncherHome } from '../support/launcher'

/** MinIO where it is installed. */
const S3_SERVER = expect.stringMatching(/^(weed|minio)$/) as string
const EVERYTHING = ['portal', 'bureau', 'requests', 'documents', 'temporal', S3_SERVER, 'mongod']

let home: LauncherHome
let launcher: ReturnType<typeof launch>

beforeAll(async () => {
  home = await makeLauncherHome()
})
afterAll(async () => {
  launcher.signal('SIGTERM')
  await launcher.ended
  await home.remove()
})

it('starts everything, says who can log in, and starts again with the same secrets', async () => {
  const secretsFile = path.join(home.dataDir, 'secrets.json')
  launcher = launch(home)
  await launcher.saying('Hazır.', 90_000)
  await launcher.saying('Demo-2026-Kart')
  expect(launcher.said()).toContain('personel1')
  expect(Object.keys(notedChildren(home.dataDir))).toEqual(expect.arrayContaining(EVERYTHING))
  const secrets = readFileSync(secretsFile, 'utf8')
  expect(statSync(secretsFile).mode & 0o777).toBe(0o600)
  expect(launcher.said()).not.toContain(
    (JSON.parse(secrets) as { SESSION_SECRET: string }).SESSION_SECRET,
  )

  const running = Object.values(notedChildren(home.dataDir))
  launcher.signal('SIGINT')
  expect(await launcher.ended).toBe(0)
  expect(running.some(lives)).toBe(false)
  const stopped = [...launcher.said().matchAll(/✓ (\w+) kapandı/g)].map(([, name]) => name)
  expect(stopped).toEqual(EVERYTHING)

  launcher = launch(home)
  await launcher.saying('Hazır.')
  expect(readFileSync(secretsFile, 'utf8')).toBe(secrets)
}, 180_000)
