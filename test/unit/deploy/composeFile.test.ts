/** docker-compose.yml: starts in order, recovers, and exposes only what it must. */
import { existsSync, readFileSync } from 'node:fs'
import { z } from 'zod'
import { readBureauConfig } from '../../../services/bureau/config'
import { readPortalConfig } from '../../../services/portal/config'
import { accessSettings } from '../../../deploy/image/access/config'
import { prepareSettings } from '../../../deploy/image/prepare/config'
import { RECORD_ROLES } from '../../../deploy/image/prepare/roles'
import { ENGINE_PARTIES } from '../../../deploy/image/access/engine'
import { WORKER_NODE_OPTIONS } from '../../../deploy/local/processes'
import { closedPorts } from '../../../deploy/image/access/documentStore'
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

/**
 * The services that appear as hosts in an environment: in an address, or alone in a variable for a
 * host.
 */
function hostsIn(environment: Service['environment']): string[] {
  const names = Object.entries(environment).flatMap(([variable, value]) =>
    /_(HOST|SEEDS)$/.test(variable)
      ? [value]
      : (value.match(/(?<=^|\/\/|@)[a-z][\w-]*(?=:\d+(?![\w@-]))/g) ?? []),
  )
  return Object.keys(file.services).filter((name) => names.includes(name))
}

/** The variables that a process reads for its configuration. */
function variablesReadBy(
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

/** The source of a compiled file. */
const sourceOf = (built: string) => built.replace(/^dist\//, '').replace(/\.js$/, '.ts')

describe.each(services)('%s', (name, service) => {
  it('has a health check, or exits and is waited for, or is run by operators', () => {
    if (service.profiles !== undefined) return
    const waiting = services.filter(([, { depends_on }]) => depends_on[name] !== undefined)
    if (!isOneShot(service)) {
      expect(service.healthcheck).toBeDefined()
      return
    }
    expect(service.healthcheck).toBeUndefined()
    expect(waiting.length).toBeGreaterThan(0)
  })

  it('starts after its dependencies: healthy servers and completed preparations', () => {
    for (const [needed, { condition }] of Object.entries(service.depends_on)) {
      const expected = isOneShot(file.services[needed]!)
        ? 'service_completed_successfully'
        : 'service_healthy'
      expect([needed, condition]).toEqual([needed, expected])
    }
  })

  it('waits for every server in its environment, on a network that both share', () => {
    for (const host of hostsIn(service.environment).filter((host) => host !== name)) {
      expect(Object.keys(service.depends_on)).toContain(host)
      expect(
        service.networks.filter((network) => file.services[host]!.networks.includes(network)),
      ).not.toEqual([])
    }
  })

  it('runs a pinned image as an unprivileged user', () => {
    expect(service.image).toMatch(/^[\w/-]+:[\w.-]+$/)
    expect(service.image).not.toMatch(/:latest$|minio/)
    expect(service.user).toMatch(/^[1-9]\d*:[1-9]\d*$/)
    expect(service.cap_drop).toEqual(['ALL'])
    expect(service.security_opt).toContain('no-new-privileges:true')
    expect(service.read_only).toBe(true)
  })

  it('mounts existing scripts, read-only, and declared volumes', () => {
    for (const [source = '', , mode] of service.volumes.map((volume) => volume.split(':'))) {
      const exists = source.startsWith('./')
        ? existsSync(source) && mode === 'ro'
        : source in file.volumes
      expect([source, exists]).toEqual([source, true])
    }
  })

  it('has a health check that ends before the next one starts', () => {
    if (!service.healthcheck) return
    expect(seconds(service.healthcheck.timeout)).toBeLessThanOrEqual(
      seconds(service.healthcheck.interval),
    )
  })
})

it('shows the hosts of the servers that the portal depends on', () => {
  expect(hostsIn(file.services['portal']!.environment).sort()).toEqual([
    'mongodb',
    's3',
    'temporal',
  ])
})

it('passes every setting of the system to a process', () => {
  const { port: _port, ...groups } = settings
  const given = new Set(processes.flatMap(([, { environment }]) => Object.keys(environment)))
  const missing = Object.values(groups).flatMap((group) =>
    Object.keys(group).filter((name) => !given.has(name)),
  )
  expect(missing).toEqual([])
})

it.each([
  ['portal', readPortalConfig],
  ['bureau', readBureauConfig],
] as const)('passes to the %s only the variables that it reads', (name, readConfig) => {
  const { environment } = file.services[name]!
  expect(Object.keys(environment).sort()).toEqual(variablesReadBy(readConfig, environment))
})

it('asks the register with the defaults of the system', () => {
  const { KPS_SERVICE, KPS_SERVICE_DATE, KPS_RELATION_CODES, KPS_TIMEOUT_SECONDS } =
    settings.kpsSettings
  const defaults = z.object({
    KPS_SERVICE,
    KPS_SERVICE_DATE,
    KPS_RELATION_CODES,
    KPS_TIMEOUT_SECONDS,
  })
  const { environment } = file.services['worker-registry']!
  expect(defaults.parse(environment)).toEqual(defaults.parse({}))
})

it('has the same clock defaults as the system', () => {
  const clocks = z.object(settings.timingSettings)
  expect(clocks.parse(file.services['portal']!.environment)).toEqual(clocks.parse({}))
})

it('exposes the two web apps, and Temporal Web and the dashboard to this machine only', () => {
  const open = services.flatMap(([name, { ports }]) => ports.map((port) => `${name} ${port}`))
  expect(open).toEqual([
    'portal 127.0.0.1:3000:3000',
    'portal 127.0.0.1:3443:3443',
    'bureau 127.0.0.1:3001:3001',
    'bureau 127.0.0.1:3444:3444',
    'temporal-ui 127.0.0.1:8233:8080',
    'grafana 127.0.0.1:3030:3000',
  ])
  const changed = readComposeFile({
    ...freshVariables(),
    WEB_ADDRESS: '10.0.0.5',
    TEMPORAL_UI_PORT: '9000',
  })
  expect(changed.services['portal']!.ports).toEqual(['10.0.0.5:3000:3000', '10.0.0.5:3443:3443'])
  expect(changed.services['temporal-ui']!.ports).toEqual(['127.0.0.1:9000:8080'])
})

it('isolates the servers from the outside', () => {
  const external = Object.entries(file.networks).filter(([, { internal }]) => internal !== true)
  const names = external.map(([name]) => name)
  const exposed = services.filter(([, { networks }]) =>
    networks.some((network) => names.includes(network)),
  )
  // Two workers only call out, to the mail server and to KPS; they open no port.
  expect(exposed.map(([name]) => name)).toEqual([
    'portal',
    'bureau',
    'worker-requests',
    'worker-registry',
    'temporal-ui',
    'grafana',
  ])
})

it('closes the inner ports of the object store to everybody but itself', () => {
  const { environment, volumes, command } = file.services['s3']!
  expect(environment).toEqual(
    closedPorts({ certificate: '/access/tls.crt', key: '/access/tls.key' }),
  )
  expect(volumes).toContain('s3-access:/access:ro')
  expect(command).toContain('-s3.config=/access/identities.json')
  const readers = services.filter(([, service]) =>
    service.volumes.some((volume) => volume.startsWith('s3-access:')),
  )
  expect(readers.map(([name]) => name)).toEqual(['access', 's3'])
})

it('gives each process a user of its own in the record', () => {
  const users = processes.flatMap(([name, { environment }]) => {
    const { username } = new URL(environment['MONGO_URL'] ?? 'mongodb://none')
    return username === '' ? [] : [[name, username]]
  })
  expect(users).toEqual([
    ['portal', 'portal'],
    ['bureau', 'bureau'],
    ['worker-requests', 'requests'],
    ['worker-registry', 'registry'],
    ['operator', 'operator'],
  ])
  expect(users.map(([, username]) => username)).toEqual([...RECORD_ROLES])
})

it('gives each process keys of its own for the object store', () => {
  const keysOf = (name: string) => file.services[name]!.environment['S3_ACCESS_KEY']
  const keys = ['portal', 'bureau', 'worker-documents', 'prepare'].map(keysOf)
  expect(new Set(keys).size).toBe(4)
  expect(keysOf('worker-requests')).toBeUndefined()
  expect(keysOf('worker-registry')).toBeUndefined()
})

it('lets nobody connect to the engine without a certificate of their own', () => {
  const { environment } = file.services['temporal']!
  expect(environment).toMatchObject({
    TEMPORAL_TLS_REQUIRE_CLIENT_AUTH: 'true',
    TEMPORAL_TLS_CLIENT1_CA_CERT: '/engine/ca.crt',
  })
  const holders = services.flatMap(([name, { volumes }]) =>
    name === 'access'
      ? []
      : volumes.flatMap((volume) => {
          const [, party] = /^engine-(\w+):\/engine:ro$/.exec(volume) ?? []
          return party === undefined ? [] : [[name, party]]
        }),
  )
  expect(holders).toEqual([
    ['portal', 'portal'],
    ['bureau', 'bureau'],
    ['worker-requests', 'requests'],
    ['worker-documents', 'documents'],
    ['worker-registry', 'registry'],
    ['operator', 'operator'],
    ['prepare', 'prepare'],
    ['temporal', 'temporal'],
    ['temporal-cli', 'operator'],
    ['temporal-ui', 'web'],
  ])
  const onNetwork = services.filter(([, { networks }]) => networks.includes('engine'))
  expect(holders.map(([name]) => name)).toEqual(onNetwork.map(([name]) => name))
  const made = file.services['access']!.volumes.map((volume) => volume.split(':')[0])
  for (const party of ENGINE_PARTIES) expect(made).toContain(`engine-${party}`)
})

it('makes Temporal Web read-only', () => {
  expect(file.services['temporal-ui']!.environment).toHaveProperty(
    'TEMPORAL_DISABLE_WRITE_ACTIONS',
    'true',
  )
})

it('keeps the number of shards that existing data was created with', () => {
  expect(file.services['temporal']!.environment).toHaveProperty('NUM_HISTORY_SHARDS', '512')
})

describe.each(processes)('the process of %s', (name, process) => {
  const { command, healthcheck, environment, stop_grace_period, depends_on } = process

  it('starts after all preparations, or is one', () => {
    if (process.profiles !== undefined)
      expect(command).toEqual(['node', 'dist/deploy/image/commands/auditVerify.js'])
    else if (isOneShot(process))
      expect(command).toEqual([
        'node',
        expect.stringMatching(/^dist\/deploy\/image\/(prepare|access)\/main\.js$/),
      ])
    else expect(depends_on).toHaveProperty('prepare')
  })

  it('is started and checked by programs of the source tree', () => {
    const programs = [command?.at(-1), healthcheck?.test[2]].filter(
      (program) => program !== undefined,
    )
    expect(programs.length).toBeGreaterThan(0)
    for (const program of programs)
      expect([program, existsSync(sourceOf(program))]).toEqual([program, true])
  })

  it('gives new objects of a worker the room that npm start gives them', () => {
    expect(command?.slice(1, -1) ?? []).toEqual(
      name.startsWith('worker-') ? WORKER_NODE_OPTIONS : [],
    )
  })

  it('gets existing settings with valid values', () => {
    const { port: _port, ...groups } = settings
    const known = z.strictObject({
      ...Object.assign({}, ...Object.values(groups)),
      ...accessSettings,
      ...prepareSettings,
    })
    expect(known.partial().safeParse(environment).error).toBeUndefined()
  })

  it('is killed only after a worker has given up its activities', () => {
    const forced = /shutdownForceTime: '(\d+s)'/.exec(
      readFileSync('services/worker/runWorker.ts', 'utf8'),
    )![1]!
    expect(seconds(stop_grace_period!)).toBeGreaterThan(seconds(forced))
  })
})
