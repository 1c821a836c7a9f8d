/**
 * The first `npm start` on a new machine, with embedded servers and the demo data, and the second
 * start.
 */
import { chmodSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { notedChildren } from '../../deploy/local/children/runningChildren'
import { titleOf } from '../../deploy/local/messages'
import { launch, lives, makeLauncherHome } from '../support/launcher'
import type { LauncherHome } from '../support/launcher'
import { environmentOf, listeningAddressesOf, LOOPBACK } from '../support/processes'

/** MinIO where it is installed. */
const S3_SERVER = expect.stringMatching(/^(weed|minio)$/) as string
const IN_ORDER = ['portal', 'bureau', 'requests', 'documents', 'registry', 'kps', 'temporal']
const EVERYTHING = [...IN_ORDER, S3_SERVER, 'mongod']

const SECRETS = [
  'SESSION_SECRET',
  'SLIP_KEY',
  'AUDIT_KEYS',
  'CLAIM_KEY',
  'IDENTITY_KEYS',
  'IDENTITY_HMAC_KEY',
  'S3_ACCESS_KEY',
  'S3_SECRET_KEY',
  'MINIO_ROOT_PASSWORD',
  'KPS_PASSWORD',
  'KPS_TLS_KEY',
]
const S3_KEYS = ['S3_ACCESS_KEY', 'S3_SECRET_KEY']
/** Which process needs which secrets; the others get none. */
const NEEDED_SECRETS: Record<string, string[]> = {
  portal: ['SESSION_SECRET', 'SLIP_KEY', 'AUDIT_KEYS', ...S3_KEYS],
  bureau: [
    'SESSION_SECRET',
    'SLIP_KEY',
    'AUDIT_KEYS',
    'CLAIM_KEY',
    'IDENTITY_KEYS',
    'IDENTITY_HMAC_KEY',
    ...S3_KEYS,
  ],
  requests: ['AUDIT_KEYS'],
  documents: S3_KEYS,
  registry: ['AUDIT_KEYS', 'IDENTITY_KEYS', 'IDENTITY_HMAC_KEY', 'KPS_PASSWORD'],
  kps: ['KPS_PASSWORD', 'KPS_TLS_KEY'],
  minio: ['MINIO_ROOT_PASSWORD'],
}
const secretsIn = (environment: Record<string, string>) =>
  SECRETS.filter((name) => name in environment)

let home: LauncherHome
let launcher: ReturnType<typeof launch>

beforeAll(async () => {
  home = await makeLauncherHome()
  chmodSync(home.dataDir, 0o755)
})
afterAll(async () => {
  launcher.signal('SIGTERM')
  await launcher.ended
  await home.remove()
})

it('starts everything on loopback with the secrets each needs, says who can log in, and starts again', async () => {
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

  expect(statSync(home.dataDir).mode & 0o777).toBe(0o700)
  for (const [name, pid] of Object.entries(notedChildren(home.dataDir))) {
    const addresses = new Set(listeningAddressesOf(pid))
    expect([name, [...addresses].filter((address) => address !== LOOPBACK)]).toEqual([name, []])
    expect([name, secretsIn(environmentOf(pid))]).toEqual([name, NEEDED_SECRETS[name] ?? []])
  }

  const running = Object.values(notedChildren(home.dataDir))
  launcher.signal('SIGINT')
  expect(await launcher.ended).toBe(0)
  expect(running.some(lives)).toBe(false)
  const stopped = [...launcher.said().matchAll(/✓ (.+) kapandı/g)].map(([, name]) => name)
  expect(stopped).toEqual([
    ...IN_ORDER.map(titleOf),
    expect.stringMatching(/^S3 sunucusu/),
    titleOf('mongod'),
  ])

  launcher = launch(home)
  await launcher.saying('Hazır.')
  expect(readFileSync(secretsFile, 'utf8')).toBe(secrets)
}, 180_000)
