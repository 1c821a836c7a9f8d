/**
 * What `npm start` refuses before it starts anything: a clear message, and nothing left running.
 */
import { createServer } from 'node:net'
import type { Server } from 'node:net'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { notedChildren } from '../../deploy/local/children/runningChildren'
import { checkPorts } from '../../deploy/local/checkPorts'
import { readStarterConfig } from '../../deploy/local/config'
import { CLAIM_SETTINGS } from '../support/claims'
import { launch, makeLauncherHome } from '../support/launcher'
import type { LauncherHome } from '../support/launcher'

let home: LauncherHome
let neighbour: Server | undefined

beforeEach(async () => {
  home = await makeLauncherHome()
})
afterEach(async () => {
  neighbour?.close()
  await home.remove()
})

/** Lets another program listen on one of the launcher's ports. */
async function occupy(variable: string, offset = 0): Promise<number> {
  const port = Number(home.environment[variable]) + offset
  neighbour = createServer().listen(port, '127.0.0.1')
  await once(neighbour, 'listening')
  return port
}

async function refusal(settings: Record<string, string> = {}): Promise<string> {
  const launcher = launch({ environment: { ...home.environment, ...settings } })
  expect(await launcher.ended).toBe(1)
  expect(notedChildren(home.dataDir)).toEqual({})
  return launcher.said()
}

describe('a busy port', () => {
  it('is one line that names the variable, before anything is started', async () => {
    const port = await occupy('MONGO_PORT')
    expect(await refusal()).toContain(`\nPort ${port} dolu: MONGO_PORT ile başka bir port verin\n`)
    expect(existsSync(path.join(home.dataDir, 'mongod'))).toBe(false)
  })

  it.each([
    'PORTAL_PORT',
    'BUREAU_PORT',
    'TEMPORAL_PORT',
    'TEMPORAL_UI_PORT',
    'S3_PORT',
    'KPS_PORT',
    'KPS_PAGE_PORT',
  ])('names %s', async (variable) => {
    const port = await occupy(variable)
    const check = checkPorts(readStarterConfig(home.environment))
    await expect(check).rejects.toThrow(`Port ${port} dolu: ${variable} ile başka bir port verin`)
  })

  it('names S3_PORT for the ports that follow from it', async () => {
    const port = await occupy('S3_PORT', 10_002)
    const check = checkPorts(readStarterConfig(home.environment))
    await expect(check).rejects.toThrow(
      new RegExp(`^Port ${port} dolu .*: S3_PORT ile başka bir port verin$`),
    )
  })

  it('names both variables that share one', async () => {
    const config = readStarterConfig({
      ...home.environment,
      BUREAU_PORT: home.environment['PORTAL_PORT']!,
    })
    await expect(checkPorts(config)).rejects.toThrow(
      'PORTAL_PORT, BUREAU_PORT birbirinden farklı olmalı',
    )
  })

  it('does not matter if another server is used', async () => {
    await occupy('MONGO_PORT')
    const config = readStarterConfig(home.environment)
    await checkPorts({ ...config, given: { mongoUrl: 'mongodb://database.example/pyk' } })
  })
})

it('lists everything that is missing or wrong at once, and prints no value', async () => {
  const said = await refusal({
    PORTAL_PORT: 'üç bin',
    MONGO_URL: 'postgres://gizli@yanlis',
    S3_ENDPOINT: 'http://127.0.0.1:9000',
    SESSION_SECRET: 'kisa-gizli',
    IDENTITY_KEYS: 'k1:gizli',
  })
  for (const variable of ['PORTAL_PORT', 'MONGO_URL', 'SESSION_SECRET', 'IDENTITY_KEYS'])
    expect(said).toMatch(new RegExp(`^ +${variable}: `, 'm'))
  for (const variable of ['IDENTITY_HMAC_KEY', 'S3_ACCESS_KEY', 'S3_SECRET_KEY']) {
    expect(said).toContain(`${variable}: verilmemiş`)
  }
  expect(said).toContain('deploy/compose/env.example')
  expect(said).not.toContain('gizli')
})

it('names every given server that cannot be reached, and starts nothing', async () => {
  const free = Number(home.environment['MONGO_PORT'])
  const key = Buffer.alloc(32, 7).toString('base64')
  const said = await refusal({
    TEMPORAL_ADDRESS: `127.0.0.1:${free}`,
    MONGO_URL: `mongodb://127.0.0.1:${free}/pyk`,
    S3_ENDPOINT: `http://127.0.0.1:${free}`,
    S3_ACCESS_KEY: 'access',
    S3_SECRET_KEY: 'secret',
    SESSION_SECRET: key,
    SLIP_KEY: key,
    AUDIT_KEYS: key,
    ...CLAIM_SETTINGS,
    IDENTITY_KEYS: `test:${key}`,
    IDENTITY_HMAC_KEY: key,
  })
  for (const variable of ['TEMPORAL_ADDRESS', 'MONGO_URL', 'S3_ENDPOINT']) {
    expect(said).toMatch(new RegExp(`^ +${variable}: `, 'm'))
  }
})
