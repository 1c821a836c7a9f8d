/** Which population register `npm start` uses: the stand-in, or the one that is given. */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ensureCertificate } from '../../../deploy/image/access/certificate'
import { readStarterConfig } from '../../../deploy/local/config'
import { registerAccess } from '../../../deploy/local/registry'
import { ConfigurationError, readEnvironment } from '../../../services/shared/config/environment'
import { kpsSettings } from '../../../services/shared/config/settings'
import { DAY_MS } from '../../support/durations'

const REAL = {
  KPS_ENDPOINT: 'https://kps.example.org/Services/RoutingService.svc',
  KPS_STS_ENDPOINT: 'https://kps.example.org/Services/Issuer.svc/IWSTrust13',
  KPS_USERNAME: 'icisleri',
  KPS_PASSWORD: 'parola',
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'pyk-register-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const accessWith = (environment: NodeJS.ProcessEnv) =>
  registerAccess(readStarterConfig({ DATA_DIR: folder, ...environment }))

it('S76 is the stand-in on its own port, with a password for this start only', async () => {
  const [first, second] = [await accessWith({ KPS_PORT: '4010' }), await accessWith({})]
  expect(first.variables.KPS_ENDPOINT).toMatch(/^https:\/\/localhost:4010\//)
  expect(second.variables.KPS_ENDPOINT).toMatch(/^https:\/\/localhost:3010\//)
  expect(second.variables.KPS_PASSWORD).not.toBe(first.variables.KPS_PASSWORD)
  expect(first.standIn).not.toBeNull()
})

it('S76 is the real one if it is given; the stand-in is not started then', async () => {
  expect(await accessWith(REAL)).toEqual({ variables: REAL, standIn: null })
})

it.each(['KPS_STS_ENDPOINT', 'KPS_USERNAME', 'KPS_PASSWORD'])(
  'says that %s is missing when only the address is given',
  (name) => {
    const reading = () => readStarterConfig({ ...REAL, [name]: undefined })
    expect(reading).toThrow(ConfigurationError)
    expect(reading).toThrow(name)
  },
)

it.each([
  ['KPS_ENDPOINT', 'http://kps.example.org/', 'https'],
  ['KPS_RELATION_CODES', '1:self,2:friend', 'KPS_RELATION_CODES'],
])('refuses %s=%s', (name, value, said) => {
  const reading = () => readEnvironment('registry', kpsSettings, { ...REAL, [name]: value })
  expect(reading).toThrow(said)
})

describe('the certificate of the stand-in', () => {
  it('is made once and kept; its key can be read by its owner only', async () => {
    const files = await ensureCertificate(folder, 'localhost')
    const [certificate, key] = [readFileSync(files.certificate), readFileSync(files.key)]
    expect(statSync(files.key).mode & 0o777).toBe(0o600)
    await ensureCertificate(folder, 'localhost')
    expect([readFileSync(files.certificate), readFileSync(files.key)]).toEqual([certificate, key])
  })

  it('is replaced before it ends', async () => {
    const files = await ensureCertificate(folder, 'localhost')
    const first = readFileSync(files.certificate, 'utf8')
    const inElevenMonths = Date.now() + 340 * DAY_MS
    await ensureCertificate(folder, 'localhost', { now: inElevenMonths })
    expect(readFileSync(files.certificate, 'utf8')).not.toBe(first)
  })
})
