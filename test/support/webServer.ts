/** What every web app under test gets: settings, accounts, a readable log, and a port. */
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import type { CardFee } from '../../services/shared/config/cardFee'
import { createIdentityVault } from '../../services/shared/identity/vault'
import type { IdentityVault } from '../../services/shared/identity/vault'
import type { Account } from '../../services/shared/store/account'
import { hashPassword } from '../../services/shared/web'
import { nameWords } from '../../workflows/domain/nameWords'

export const PASSWORD = 'Dogru-Parola-1'
/** One to change to; the rules for passwords allow it. */
export const NEW_PASSWORD = 'mor çorap dört kaşık'

export const SETTINGS = {
  sessionSecret: 'a secret of the tests, long enough',
  publicAddress: 'http://localhost',
  https: false,
  trustedProxies: [],
} as const

/** What a card costs in the tests. */
export const FEE: CardFee = {
  amount: 1250.5,
  payee: 'Merkez Saymanlık Müdürlüğü',
  iban: 'TR330006100519786457841326',
  note: 'Tanıtım kartı – personelin sicil numarası',
}

export const SLIP_KEY = 'a key of the tests, long enough for a slip'

/** Limits that no test reaches by accident. */
export const WIDE_LIMITS = { posts: 10_000 } as const

/** A log, and everything written to it as one text. */
export function textLog() {
  const lines: string[] = []
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) })
  return { log, logged: () => lines.join('') }
}

/** Serves an app on a free port. */
export async function listen(app: RequestListener) {
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** A vault with its own keys. */
export function createTestVault(): IdentityVault {
  return createIdentityVault({
    keys: [{ id: 'k1', key: randomBytes(32) }],
    hmacKey: randomBytes(32),
  })
}

/**
 * Accounts of one unit, all with the same password; hashing is slow on purpose, so it is done once.
 */
export async function accountsOf<Username extends string>(
  people: Record<Username, Pick<Account, 'name'> & { roles: readonly Account['roles'][number][] }>,
  idOf: (username: Username) => string,
): Promise<Account[]> {
  const passwordHash = await hashPassword(PASSWORD)
  return (Object.keys(people) as Username[]).map((username, index) => ({
    _id: idOf(username),
    username,
    passwordHash,
    name: people[username].name,
    nameWords: nameWords(people[username].name),
    registryNo: String(184_501 + index),
    unitCode: '1010',
    unitName: 'Bilgi Teknolojileri Genel Müdürlüğü',
    roles: [...people[username].roles],
    personKey: `key-${username}`,
  }))
}
