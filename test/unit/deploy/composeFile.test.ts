/** docker-compose.yml: what must hold for it to start in order, stay up, and keep the rest of the world out. */
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { readBureauConfig } from '../../../services/bureau/config'
import { readPortalConfig } from '../../../services/portal/config'
import * as settings from '../../../services/shared/config/settings'
import { readComposeFile } from '../../support/compose/composeFile'
import type { Service } from '../../support/compose/composeFile'
import { freshVariables } from '../../support/compose/variables'

const file = readComposeFile(freshVariables())
const services = Object.entries(file.services)
const processes = services.filter(([, { image }]) => image === 'pyk:local')
const isOneShot = ({ restart }: Service) => restart === 'no'

const seconds = (duration: string) =>
  Number.parseInt(duration) * { s: 1, m: 60, h: 3600 }[duration.at(-1) as 's']

/** The services whose names stand as hosts in an environment: in an address, or alone in a variable for a host. */
function hostsIn(environment: Service['environment']): string[] {
  const names = Object.entries(environment).flatMap(([variable, value]) =>
    /_(HOST|SEEDS)$/.test(variable)
      ? [value]
      : (value.match(/(?<=^|\/\/|@)[a-z][\w-]*(?=:\d)/g) ?? []),
  )
  return Object.keys(file.services).filter((name) => names.includes(name))
}

/** The variables that a process asks for while it reads its configuration. */
function asked(
  readConfig: (environment: NodeJS.ProcessEnv) => unknown,
  environment: Service['environment'],
): string[] {
  const names = new Set<string>()
  const watched = new Proxy(environment, {
    get: (values, name: string) => {
      names.add(name)
      return values[name]
    },
  })
  readConfig(watched)
  return [...names].sort()
}

/** The source of a file that the build makes. */
const sourceOf = (built: string) => built.replace(/^dist\//, '').replace(/\.js$/, '.ts')

describe.each(services)('%s', (name, service) => {
  it('has a health check, or ends and is waited for', () => {
    const waiting = services.filter(([, { depends_on }]) => depends_on[name] !== undefined)
    if (!isOneShot(service)) {
      expect(service.healthcheck).toBeDefined()
      return
    }
    expect(service.healthcheck).toBeUndefined()
    expect(waiting.length).toBeGreaterThan(0)
  })

  it('starts after what it needs: servers when they are healthy, preparations when they have succeeded', () => {
    for (const [needed, { condition }] of Object.entries(service.depends_on)) {
      const expected = isOneShot(file.services[needed]!)
        ? 'service_completed_successfully'
        : 'service_healthy'
      expect([needed, condition]).toEqual([needed, expected])
    }
  })

  it('waits for every server that its environment names, on a network that both are on', () => {
    for (const host of hostsIn(service.environment).filter((host) => host !== name)) {
      expect(Object.keys(service.depends_on)).toContain(host)
      expect(
        service.networks.filter((network) => file.services[host]!.networks.includes(network)),
      ).not.toEqual([])
    }
  })

  it('runs a pinned image as somebody without rights', () => {
    expect(service.image).toMatch(/^[\w/-]+:[\w.-]+$/)
    expect(service.image).not.toMatch(/:latest$|minio/)
    expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/)
    expect(service.cap_drop).toEqual(['ALL'])
    expect(service.security_opt).toContain('no-new-privileges:true')
    expect(service.read_only).toBe(true)
  })

  it('mounts scripts that are there, read-only, and volumes that are declared', () => {
    for (const [source = '', , mode] of service.volumes.map((volume) => volume.split(':'))) {
      const exists = source.startsWith('./')
        ? existsSync(source) && mode === 'ro'
        : source in file.volumes
      expect([source, exists]).toEqual([source, true])
    }
  })

  it('has time for its whole health check', () => {
    if (!service.healthcheck) return
    expect(seconds(service.healthcheck.timeout)).toBeLessThanOrEqual(
      seconds(service.healthcheck.interval),
    )
  })
})

it('sees through to the servers behind the portal', () => {
  expect(hostsIn(file.services['portal']!.environment).sort()).toEqual([
    'mongodb',
    's3',
    'temporal',
  ])
})

it('gives every setting of the system to a process', () => {
  const { port: _port, ...groups } = settings
  const given = new Set(processes.flatMap(([, { environment }]) => Object.keys(environment)))
  const forgotten = Object.values(groups).flatMap((group) =>
    Object.keys(group).filter((name) => !given.has(name)),
  )
  expect(forgotten).toEqual([])
})

it.each([
  ['portal', readPortalConfig],
  ['bureau', readBureauConfig],
] as const)('gives the %s what it reads and no secret more', (name, readConfig) => {
  const { environment } = file.services[name]!
  expect(Object.keys(environment).sort()).toEqual(asked(readConfig, environment))
})

it('has the clocks of the system as its own defaults', () => {
  const clocks = z.object(settings.timingSettings)
  expect(clocks.parse(file.services['portal']!.environment)).toEqual(clocks.parse({}))
})

it('opens the two web apps, and Temporal Web to this machine alone', () => {
  const open = services.flatMap(([name, { ports }]) => ports.map((port) => `${name} ${port}`))
  expect(open).toEqual([
    'portal 127.0.0.1:3000:3000',
    'bureau 127.0.0.1:3001:3001',
    'temporal-ui 127.0.0.1:8233:8080',
  ])
  const elsewhere = readComposeFile({
    ...freshVariables(),
    WEB_ADDRESS: '10.0.0.5',
    TEMPORAL_UI_PORT: '9000',
  })
  expect(elsewhere.services['portal']!.ports).toEqual(['10.0.0.5:3000:3000'])
  expect(elsewhere.services['temporal-ui']!.ports).toEqual(['127.0.0.1:9000:8080'])
})

it('lets no server reach the outside', () => {
  const outward = Object.entries(file.networks).filter(([, { internal }]) => internal !== true)
  const names = outward.map(([name]) => name)
  const reaching = services.filter(([, { networks }]) =>
    networks.some((network) => names.includes(network)),
  )
  expect(reaching.map(([name]) => name)).toEqual(['portal', 'bureau', 'temporal-ui'])
})

it('decides nothing in Temporal Web', () => {
  expect(file.services['temporal-ui']!.environment).toHaveProperty(
    'TEMPORAL_DISABLE_WRITE_ACTIONS',
    'true',
  )
})

it('keeps the number of shards that the data was begun with', () => {
  expect(file.services['temporal']!.environment).toHaveProperty('NUM_HISTORY_SHARDS', '512')
})

describe.each(processes)('the process of %s', (_name, process) => {
  const { command, healthcheck, environment, stop_grace_period, depends_on } = process

  it('starts when everything is prepared, or prepares it', () => {
    if (isOneShot(process)) expect(command).toEqual(['node', 'dist/deploy/image/prepare/main.js'])
    else expect(depends_on).toHaveProperty('prepare')
  })

  it('is started and checked by programs of the source tree', () => {
    const programs = [command?.[1], healthcheck?.test[2]].filter((program) => program !== undefined)
    expect(programs.length).toBeGreaterThan(0)
    for (const program of programs)
      expect([program, existsSync(sourceOf(program))]).toEqual([program, true])
  })

  it('is given settings that exist, with values that pass', () => {
    const { port: _port, ...groups } = settings
    const known = z.strictObject({
      ...Object.assign({}, ...Object.values(groups)),
      MONGO_ADMIN_URL: settings.mongoSettings.MONGO_URL,
    })
    expect(known.partial().safeParse(environment).error).toBeUndefined()
  })

  it('is not killed before a worker has given up its activities', () => {
    const forced = /shutdownForceTime: '(\d+s)'/.exec(
      readFileSync('services/worker/runWorker.ts', 'utf8'),
    )![1]!
    expect(seconds(stop_grace_period!)).toBeGreaterThan(seconds(forced))
  })
})
