/**
 * The pages of the review queue over HTTP, with a thousand and with a million requests in the
 * database, in turns.
 */
import { connectStore } from '../../services/shared/store/connection'
import { PAGE_SIZE } from '../../services/bureau/operations/workList'
import { hashPassword } from '../../services/shared/accounts/accounts'
import { median } from './median'
import { seedRequests } from './seedRequests'
import { startProcess } from './stack'
import type { BenchStack, Measured } from './stack'

const SMALL = 1_000
const LARGE = 1_000_000
const ROUNDS = 40
const PASSWORD = 'bench-password'
/** Pages of the list, each full in both databases: its order both ways, and each kind of filter. */
const PAGES = {
  'most urgent first': '',
  'least urgent first': '?order=last',
  'by type': '?type=cancellationRequest',
  'by reason': '?reason=damaged',
  'held by nobody': '?holder=unclaimed',
  'by due day': '?due=overdue',
  'second page': '?after=next',
} as const
const LIST = '/queues/review'

export interface QueuePageResult {
  pages: { name: string; ratio: number; smallMs: number; largeMs: number }[]
  /** Still running, so that their memory can be measured. */
  webApps: Measured[]
}

export async function measureQueuePage(stack: BenchStack): Promise<QueuePageResult> {
  const [small, large] = [
    await openBureau(stack, SMALL, 21_801),
    await openBureau(stack, LARGE, 21_802),
  ]
  const pages: QueuePageResult['pages'] = []
  for (const [name, query] of Object.entries(PAGES)) {
    const times: { small: number; large: number }[] = []
    const places = { small: await small.addressOf(query), large: await large.addressOf(query) }
    for (let round = -5; round < ROUNDS; round++) {
      const pair = {
        small: await small.timeOfPage(places.small),
        large: await large.timeOfPage(places.large),
      }
      // The first rounds warm up templates and caches.
      if (round >= 0) times.push(pair)
    }
    const smallMs = median(times.map((pair) => pair.small))
    const largeMs = median(times.map((pair) => pair.large))
    pages.push({ name, ratio: largeMs / smallMs, smallMs, largeMs })
  }
  return { pages, webApps: [small.process, large.process] }
}

/** A separate bureau with this number of requests in its database, and a signed-in clerk. */
async function openBureau(stack: BenchStack, requests: number, port: number) {
  const mongoUrl = stack.mongoUrl(`queue-${requests}`)
  const store = await connectStore(mongoUrl, stack.environment['AUDIT_KEYS']!)
  await seedRequests(store, requests, {
    username: 'bench',
    passwordHash: await hashPassword(PASSWORD),
    name: 'Deneme Memuru',
    nameWords: ['deneme', 'memuru'],
    registryNo: '000001',
    unitCode: '06-PER',
    unitName: 'Kimlik Bürosu',
    roles: ['clerk'],
    personKey: 'bench-clerk',
  })
  await store.close()
  const process = await startProcess(stack, 'services/bureau/server', {
    MONGO_URL: mongoUrl,
    BUREAU_PORT: String(port),
    LOG_LEVEL: 'info',
  })
  const address = `http://127.0.0.1:${port}`
  const cookie = await signIn(address)
  const read = async (path: string) => {
    const page = await fetch(`${address}${path}`, { headers: { cookie }, redirect: 'manual' })
    const html = await page.text()
    if (page.status !== 200 || html.split('PYK-2026-').length <= PAGE_SIZE)
      throw new Error(`${path} answered ${page.status}`)
    return html
  }
  return {
    process,
    addressOf: async (query: string) =>
      query === PAGES['second page']
        ? /rel="next" href="([^"]+)"/.exec(await read(LIST))![1]!.replaceAll('&amp;', '&')
        : `${LIST}${query}`,
    timeOfPage: async (path: string) => {
      const start = performance.now()
      await read(path)
      return performance.now() - start
    },
  }
}

async function signIn(address: string): Promise<string> {
  const form = await fetch(`${address}/login`)
  const token = /name="_csrf" value="([^"]+)"/.exec(await form.text())?.[1] ?? ''
  const answer = await fetch(`${address}/login`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesOf(form) },
    body: new URLSearchParams({ _csrf: token, username: 'bench', password: PASSWORD, return: '/' }),
  })
  if (answer.status !== 303) throw new Error(`The login answered ${answer.status}`)
  return cookiesOf(answer)
}

function cookiesOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';', 1)[0])
    .join('; ')
}
