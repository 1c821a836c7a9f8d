/**
 * Logins against bare checks of the same password hash, in processor time: what a login costs
 * besides argon2.
 */
import { hashPassword, isPasswordOf } from '../../services/shared/accounts/accounts'
import { connectStore } from '../../services/shared/store/connection'
import { Visitor } from '../support/visitor'
import { accountsOf, PASSWORD } from '../support/webServer'
import { cpuTimeMs, startProcess } from './stack'
import type { BenchStack } from './stack'

const LOGINS = 200
/** Logins before, in which the process warms up. */
const WARM_UP = 200
const AT_ONCE = 2
const PORT = 21_805

export interface LoginResult {
  /** Logins per second and core, relative to bare checks. */
  ratio: number
  loginMs: number
  bareMs: number
}

export async function measureLogins(stack: BenchStack): Promise<LoginResult> {
  const mongoUrl = stack.mongoUrl('logins')
  const store = await connectStore(mongoUrl, stack.environment['AUDIT_KEYS']!)
  const usernames = Array.from({ length: WARM_UP + LOGINS }, (_, index) => `visitor${index}`)
  const person = { name: 'Deneme', roles: ['staff'] as const }
  const people = Object.fromEntries(usernames.map((username) => [username, person]))
  await store.accounts.create(await accountsOf(people, (username) => `account-${username}`))
  await store.close()
  const portal = await startProcess(stack, 'services/portal/server', {
    MONGO_URL: mongoUrl,
    PORTAL_PORT: String(PORT),
  })
  try {
    const url = `http://127.0.0.1:${PORT}`
    const logins = await Promise.all(
      usernames.map(async (username) => {
        const visitor = new Visitor({ url })
        const token = await visitor.token()
        return async () => {
          const form = { _csrf: token, username, password: PASSWORD, return: '/' }
          const answer = await visitor.agent.post('/login').type('form').send(form)
          if (answer.status !== 303) throw new Error(`A login answered ${answer.status}`)
        }
      }),
    )
    await inLanes(logins.slice(0, WARM_UP))
    const before = cpuTimeMs(portal)
    await inLanes(logins.slice(WARM_UP))
    const loginMs = (cpuTimeMs(portal) - before) / LOGINS
    const bareMs = await bareCheckMs()
    return { ratio: bareMs / loginMs, loginMs, bareMs }
  } finally {
    await portal.stop()
  }
}

/** Processor time of one check of a hash with the product's cost, in milliseconds. */
async function bareCheckMs(): Promise<number> {
  const hash = await hashPassword(PASSWORD)
  const before = process.cpuUsage()
  await inLanes(Array.from({ length: LOGINS }, () => () => isPasswordOf(hash, PASSWORD)))
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000 / LOGINS
}

async function inLanes(tasks: readonly (() => Promise<unknown>)[]): Promise<void> {
  const waiting = [...tasks]
  const lane = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await next()
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
}
