/**
 * Guessing passwords is slow, and locks nobody out: neither a building with one address nor the
 * owner of an account under attack.
 */
import { request } from 'node:http'
import { redirect, route, view } from '../../../services/shared/web'
import { HOUR_MS } from '../../support/durations'
import { waitFor } from '../../support/waitFor'
import { startWebKitApp, Visitor } from '../../support/webKitApp'
import type { WebKitApp } from '../../support/webKitApp'
import type { WebAppOptions } from '../../../services/shared/web'

const WRONG = { password: 'Yanlis-1' }

const routes = [
  route({
    method: 'get',
    path: '/',
    access: 'signedIn',
    audit: 'none: a home page',
    // Any page that has the CSRF token.
    handle: () => view('login', { back: '/', byPassword: true }),
  }),
  route({
    method: 'post',
    path: '/other',
    access: 'public',
    audit: 'none: a probe',
    handle: () => redirect('/'),
  }),
]

type Pace = NonNullable<NonNullable<WebAppOptions['limits']>['login']>

let app: WebKitApp
afterEach(() => app.close())

async function start(pace: Pace, posts = 1_000): Promise<void> {
  const limits = { posts, login: pace }
  app = await startWebKitApp(routes, { limits, trustedProxies: ['127.0.0.1'] })
}

/** A new browser at an address. */
function browserAt(address: string): Visitor {
  const visitor = new Visitor(app)
  visitor.agent.set('X-Forwarded-For', address)
  return visitor
}

/** Where a login leads, or the status of its refusal. */
async function login(visitor: Visitor, username = 'staff', options = {}) {
  const { headers, status } = await visitor.signIn(username, options)
  return headers.location ?? status
}

const times = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)))

/** Nobody gets past a limit: the next turn is an hour away, and nobody waits for it. */
const ENDLESS_DELAYS = {
  addressDelaysMs: [HOUR_MS],
  accountDelaysMs: [HOUR_MS],
  patienceMs: 0,
} as const

describe('a building with one address', () => {
  it('signs in with right passwords all at once, however many there are', async () => {
    await start({ ...ENDLESS_DELAYS, freePerAddress: 1, freePerAccount: 1 }, 1)
    const answers = await times(60, () => login(browserAt('203.0.113.7')))
    expect(new Set(answers)).toEqual(new Set(['/']))
  })

  it('is slowed down past the limit of failures, and not closed', async () => {
    await start({ freePerAddress: 2, addressDelaysMs: [1], freePerAccount: 1_000 })
    for (let slip = 0; slip < 4; slip += 1) await login(browserAt('203.0.113.7'), 'staff', WRONG)
    const answers = await times(10, () => login(browserAt('203.0.113.7')))
    expect(new Set(answers)).toEqual(new Set(['/']))
  })

  it('does not slow down browsers that the account has used before, nor other addresses', async () => {
    await start({ ...ENDLESS_DELAYS, freePerAddress: 2, freePerAccount: 1_000 })
    const known = browserAt('203.0.113.7')
    await login(known)
    await known.post('/logout')
    for (let slip = 0; slip < 2; slip += 1) await login(browserAt('203.0.113.7'), 'staff', WRONG)
    expect(await login(browserAt('203.0.113.7'))).toBe(429)
    expect(await login(known)).toBe('/')
    await known.post('/logout')
    expect(await login(known, 'clerk')).toBe(429)
    expect(await login(browserAt('203.0.113.8'))).toBe('/')
  })

  it('says when to try again if it would take too long', async () => {
    await start({ ...ENDLESS_DELAYS, addressDelaysMs: [90_000], freePerAddress: 1 })
    await login(browserAt('203.0.113.7'), 'staff', WRONG)
    const refused = await browserAt('203.0.113.7').signIn('staff')
    expect(refused.status).toBe(429)
    expect(refused.headers['retry-after']).toBe('90')
    expect(refused.text).toContain('Yaklaşık 2 dakika sonra yeniden deneyin')
  })

  it('is one address for all of an IPv6 subscriber', async () => {
    await start({ ...ENDLESS_DELAYS, freePerAddress: 2, freePerAccount: 1_000 })
    for (const host of ['1', '2']) await login(browserAt(`2001:db8::${host}`), 'staff', WRONG)
    expect(await login(browserAt('2001:db8::3'))).toBe(429)
  })
})

describe('an account that somebody guesses at', () => {
  it.each(['staff', 'nobody'])(
    'answers few of 100 guesses from 20 addresses at once (%s)',
    async (username) => {
      await start({ ...ENDLESS_DELAYS, freePerAccount: 5, checksAtOnce: 2 })
      const answers = await times(100, (index) =>
        login(browserAt(`203.0.113.${index % 20}`), username, WRONG),
      )
      const answered = answers.filter((answer) => answer === '/login').length
      // One more check may run next to the fifth, and the first turn after it is free.
      expect(answered).toBeGreaterThanOrEqual(5)
      expect(answered).toBeLessThanOrEqual(7)
      expect(answers.filter((answer) => answer === 429)).toHaveLength(100 - answered)
    },
  )

  it('lets its owner in on a browser used before, and elsewhere after a wait', async () => {
    await start({ freePerAccount: 2, accountDelaysMs: [1, 2, 3] })
    const known = browserAt('198.51.100.1')
    await login(known)
    await known.post('/logout')
    for (let guess = 0; guess < 8; guess += 1)
      expect(await login(browserAt(`203.0.113.${guess}`), 'staff', WRONG)).toBe('/login')
    expect(await login(known)).toBe('/')
    expect(await login(browserAt('198.51.100.2'))).toBe('/')
  })

  it('passes a known browser only for the account that used it, with its own mark', async () => {
    await start({ ...ENDLESS_DELAYS, freePerAccount: 0, freePerAddress: 1_000 })
    const known = browserAt('198.51.100.1')
    // The first turn is free, the next is an hour away.
    expect(await login(known)).toBe('/')
    await known.post('/logout')
    expect(await login(known)).toBe('/')
    const forged = browserAt('198.51.100.1')
    forged.agent.jar.setCookie(`pyk.portal.device=${'a'.repeat(22)}.${'ab'.repeat(32)}`)
    expect(await login(forged)).toBe(429)
  })

  it('no longer passes a known browser that guesses itself', async () => {
    await start({ ...ENDLESS_DELAYS, freePerAccount: 0, freePerAddress: 1_000, freePerDevice: 3 })
    const stolen = browserAt('198.51.100.1')
    await login(stolen)
    await stolen.post('/logout')
    for (let guess = 0; guess < 3; guess += 1)
      expect(await login(stolen, 'staff', WRONG)).toBe('/login')
    expect(await login(stolen, 'staff', WRONG)).toBe(429)
  })

  it('remembers each of the accounts that share a browser, in a cookie no script reads', async () => {
    await start({ ...ENDLESS_DELAYS, freePerAccount: 0, freePerAddress: 1_000 })
    const shared = browserAt('198.51.100.1')
    for (const username of ['staff', 'clerk']) {
      const { headers } = await shared.signIn(username)
      expect(String(headers['set-cookie'])).toMatch(
        /pyk\.portal\.device=[^;]+;[^=]+=34560000;.*?HttpOnly; SameSite=Lax/,
      )
      await shared.post('/logout')
    }
    for (const username of ['staff', 'clerk']) {
      expect(await login(shared, username)).toBe('/')
      await shared.post('/logout')
    }
  })
})

describe('attempts that wait', () => {
  it('are limited per address, and end with their connection, unchecked', async () => {
    const pace = { freePerAddress: 0, addressDelaysMs: [HOUR_MS], patienceMs: 2 * HOUR_MS }
    await start({ ...pace, waitingPerAddress: 1 })
    const waiting = await sendAndWait()
    const refused = () =>
      app.store.auditEntries.countDocuments({ event: 'signedIn', outcome: 'refused' })
    // The waiting attempt takes the only place as soon as it has arrived.
    await waitFor(async () => (await sendBriefly()) === 429, { what: 'the place to be taken' })
    const before = await refused()
    waiting.destroy()
    await waitFor(async () => (await refused()) > before, { what: 'the attempt to end' })
    expect(await app.store.rateLimits.countDocuments(FAILURES)).toBe(0)
  })

  const FAILURES = { key: /^login-failures/ }

  async function sendAndWait() {
    const visitor = browserAt('203.0.113.7')
    return rawLogin(await visitor.token(), cookiesOf(visitor))
  }

  /** The status of a login that is answered soon, or null. */
  async function sendBriefly(): Promise<number | null> {
    const visitor = browserAt('203.0.113.7')
    const sent = rawLogin(await visitor.token(), cookiesOf(visitor))
    return new Promise((resolve) => {
      sent.on('response', ({ statusCode }) => resolve(statusCode ?? null))
      sent.setTimeout(500, () => {
        resolve(null)
        sent.destroy()
      })
    })
  }

  function cookiesOf({ agent }: Visitor): string {
    const at = { domain: '127.0.0.1', path: '/', secure: false, script: false }
    return agent.jar.getCookies(at).toValueString()
  }

  function rawLogin(token: string, cookies: string) {
    const sent = request(`${app.url}/login`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        'X-Forwarded-For': '203.0.113.7',
        'X-CSRF-Token': token,
        Cookie: cookies,
      },
    })
    sent.on('error', () => undefined)
    sent.end('username=staff&password=Yanlis-1')
    return sent
  }
})

describe('the audit trail of refused logins', () => {
  const refused = () =>
    app.store.auditEntries.find({ event: 'signedIn', outcome: 'refused' }).sort({ at: 1 }).lean()

  it('says which account, the name only as HMAC, and a shortened address', async () => {
    await start({ ...ENDLESS_DELAYS, freePerAccount: 1 })
    await login(browserAt('203.0.113.77'), 'staff', WRONG)
    await login(browserAt('2001:db8:1:2::3'), 'Ayşe Yılmaz', WRONG)
    await login(browserAt('203.0.113.77'), 'projectManager')
    const [wrong, unknown, notAdmitted] = await refused()
    expect(wrong).toMatchObject({ subject: 'account-staff', address: '203.0.113.0/24' })
    expect(unknown).toMatchObject({ subject: null, address: '2001:db8:1::/48' })
    expect(notAdmitted).toMatchObject({ subject: 'account-projectManager' })
    const names = [wrong, unknown, notAdmitted].map((entry) => entry?.triedName)
    expect(new Set(names).size).toBe(3)
    for (const name of names) expect(name).toMatch(/^[0-9a-f]{64}$/)
    expect(JSON.stringify(await refused())).not.toMatch(/Yılmaz|"staff"|203\.0\.113\.77|Yanlis/)
  })

  it('records the same name with the same HMAC, also if the attempt was not checked', async () => {
    await start({ ...ENDLESS_DELAYS, freePerAccount: 1 })
    for (let guess = 0; guess < 3; guess += 1)
      await login(browserAt('203.0.113.7'), 'nobody', WRONG)
    const entries = await refused()
    expect(entries).toHaveLength(3)
    expect(new Set(entries.map(({ triedName }) => triedName)).size).toBe(1)
  })

  it('adds nothing for a login that succeeds', async () => {
    await start({})
    await login(browserAt('203.0.113.7'))
    const [entry] = await app.store.auditEntries.find({ event: 'signedIn' }).lean()
    expect(entry).toMatchObject({ outcome: 'done', subject: 'account-staff' })
    expect(entry).not.toHaveProperty('triedName')
    expect(entry).not.toHaveProperty('address')
  })
})

it('counts logins apart from other posts, which have their own limit', async () => {
  await start({}, 2)
  const visitor = browserAt('203.0.113.7')
  for (let slip = 0; slip < 4; slip += 1)
    expect(await login(visitor, 'staff', WRONG)).toBe('/login')
  const statuses = []
  for (let post = 0; post < 3; post += 1) statuses.push((await visitor.post('/other')).status)
  expect(statuses).toEqual([303, 303, 429])
})
