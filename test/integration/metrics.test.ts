/** What the processes serve as metrics, and that dashboard and alarms name nothing else. */
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { keepAllRunning } from '../../deploy/local/children/keepAllRunning'
import type { KeptChild } from '../../deploy/local/children/keepRunning'
import { isFree } from '../../deploy/local/servers/ports'
import { LATEST } from '../../services/shared/store/reconciliation'
import { gatherCrowd } from '../support/crowd'
import { personalDataIn } from '../support/personalData'
import { startProduct } from '../support/product'
import type { Product } from '../support/product'
import { createStoryTeller } from '../support/stories'
import { atFreePorts } from '../support/webPorts'
import { createTestWorld, waitFor } from '../support/world'
import type { TestWorld } from '../support/world'

/** In the order of their ports. */
const PROCESSES = ['portal', 'bureau', 'requests', 'documents', 'registry'] as const
type ProcessName = (typeof PROCESSES)[number]

let world: TestWorld
let product: Product
let others: KeptChild[]
let firstPort: number
let portalPort: number

beforeAll(async () => {
  world = await createTestWorld()
  firstPort = await freePorts()
  product = await startProduct(world, undefined, firstPort)
  const { ports, programs } = await atFreePorts(product)
  portalPort = ports.portal
  others = await keepAllRunning([...programs, product.register.registry])

  const story = await (await createStoryTeller(product)).card('approved')
  const crowd = gatherCrowd(product)
  await crowd.file(story)
  await crowd.ready(story)
  await crowd.decide(story)
  await waitFor(() => product.store.requests.exists({ queue: 'print' }), { what: 'the approval' })
  await crowd.leave()
  await fetch(`http://127.0.0.1:${portalPort}/login`)
}, 120_000)
afterAll(async () => {
  await Promise.all(others?.map((child) => child.stop()) ?? [])
  await product?.stop()
  await world?.cleanUp()
})

async function metricsOf(name: ProcessName): Promise<string> {
  const port = firstPort + 2 * PROCESSES.indexOf(name)
  const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
  expect(answer.status).toBe(200)
  return answer.text()
}

/** The value of a sample whose name and labels contain these texts. */
function valueOf(metrics: string, name: string, ...labels: string[]): number {
  const line = metrics
    .split('\n')
    .find((text) => text.startsWith(`${name}{`) && labels.every((label) => text.includes(label)))
  return Number(line?.split(' ').at(-1))
}

it.each(PROCESSES)(
  '%s serves its memory and its event loop, and no personal data',
  async (name) => {
    const metrics = await metricsOf(name)
    expect(valueOf(metrics, 'process_resident_memory_bytes', name)).toBeGreaterThan(1e6)
    expect(valueOf(metrics, 'nodejs_eventloop_lag_p99_seconds', name)).toBeGreaterThan(0)
    expect(personalDataIn(metrics)).toEqual([])
  },
)

it('the portal serves how long its answers take, by route', async () => {
  const metrics = await metricsOf('portal')
  const login = ['route="/login"', 'method="GET"', 'status="200"']
  expect(valueOf(metrics, 'pyk_http_request_duration_seconds_count', ...login)).toBe(1)
})

it('the requests worker serves work lists, decisions, runs and the latest comparison', async () => {
  const compared = { rows: 1, runs: 1, files: 1 }
  await product.store.reconciliations.create({
    ...{ _id: LATEST, startedAt: new Date(), at: new Date(), differences: [], beyond: 2, compared },
    counts: { runMissing: 3 },
  })
  const metrics = await waitFor(
    async () => {
      const text = await metricsOf('requests')
      return valueOf(text, 'pyk_differences', 'runMissing') === 3 && text
    },
    { what: 'the metrics to be read again' },
  )
  expect(valueOf(metrics, 'pyk_queue_requests', 'print')).toBe(1)
  expect(valueOf(metrics, 'pyk_queue_requests', 'review')).toBe(0)
  expect(valueOf(metrics, 'pyk_overdue_requests')).toBe(0)
  expect(valueOf(metrics, 'pyk_filed_requests_total', 'cardRequest')).toBe(1)
  expect(valueOf(metrics, 'pyk_decisions_total', 'cardRequest', 'approved')).toBe(1)
  expect(valueOf(metrics, 'pyk_decisions_total', 'cardRequest', 'rejected')).toBe(0)
  expect(valueOf(metrics, 'pyk_differences', 'rowMissing')).toBe(0)
  expect(valueOf(metrics, 'pyk_differences', 'notLookedAt')).toBe(2)
  expect(valueOf(metrics, 'pyk_compared_timestamp_seconds')).toBeGreaterThan(1.7e9)
  expect(valueOf(metrics, 'pyk_runs', 'stuck')).toBe(0)
})

it('each worker serves the metrics of the SDK with its own', async () => {
  for (const name of ['requests', 'documents', 'registry'] as const)
    expect(await metricsOf(name)).toContain(`task_queue="${name}"`)
})

it('nothing else is served there', async () => {
  expect((await fetch(`http://127.0.0.1:${firstPort}/`)).status).toBe(404)
  expect((await fetch(`http://127.0.0.1:${portalPort}/metrics`)).status).toBe(404)
})

it.each([
  ['the dashboard', () => dashboardExpressions()],
  ['the alarms', () => alarmExpressions()],
])('every metric that %s names is served', async (_what, expressions) => {
  const served = new Set(
    (await Promise.all(PROCESSES.map(metricsOf)))
      .join('\n')
      .split('\n')
      .map((line) => /^[a-z_0-9]+(?=[{ ])/.exec(line)?.[0]),
  )
  const named = expressions().flatMap(metricsIn)
  expect(named.length).toBeGreaterThan(10)
  expect([...new Set(named)].filter((metric) => !served.has(metric))).toEqual([])
})

interface Dashboard {
  panels: { targets: { expr: string }[] }[]
}

function dashboardExpressions(): string[] {
  const { panels } = JSON.parse(
    readFileSync('deploy/monitoring/dashboard.json', 'utf8'),
  ) as Dashboard
  return panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
}

function alarmExpressions(): string[] {
  const { groups } = parse(readFileSync('deploy/monitoring/alarms.yml', 'utf8')) as {
    groups: { rules: { expr: string }[] }[]
  }
  return groups.flatMap(({ rules }) => rules.map(({ expr }) => expr))
}

/** Words of PromQL that are no metrics; Prometheus itself knows `up`. */
const WORDS = ['by', 'and', 'or', 'offset', 'up']

function metricsIn(expression: string): string[] {
  const bare = expression
    .replace(/\{[^}]*\}|\[[^\]]*\]|"[^"]*"/g, '')
    .replace(/\bby \([^)]*\)/g, '')
    .replace(/\boffset \w+/g, '')
  return [...bare.matchAll(/\b[a-z][a-z0-9_]*\b(?!\s*\()/g)]
    .map(([name]) => name)
    .filter((name) => !WORDS.includes(name))
}

/** Below the usual ephemeral port range: two for each process. */
async function freePorts(): Promise<number> {
  const first = randomInt(32_000, 32_700)
  const ports = Array.from({ length: 2 * PROCESSES.length }, (_, at) => first + at)
  return (await Promise.all(ports.map(isFree))).every(Boolean) ? first : freePorts()
}
