/**
 * What uploads cost everybody else: the memory of the portal, and the slowest page of another
 * person while many large files, or one hostile file, are under way.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import sharp from 'sharp'
import { draftDocumentPath, FAMILY } from '../../services/portal/paths'
import { connectStore } from '../../services/shared/store/connection'
import { hostileFiles } from '../files/corpus'
import { writeRelative } from '../support/relatives'
import { Visitor } from '../support/visitor'
import { accountsOf, createTestVault } from '../support/webServer'
import { residentMb, startProcess } from './stack'
import type { BenchStack, Measured } from './stack'
import type { UploadOrder } from './uploader'

export interface Uploads {
  /** Resident memory of the portal at its highest, in MB, with many large uploads at once. */
  peakMb: number
  /** The slowest page of another person meanwhile, in milliseconds. */
  slowestMs: number
  /** The same with one hostile file at a time, and that file's name. */
  hostile: { slowestMs: number; name: string }
}

const PORT = 21_804
const UPLOADERS = 50
const LARGE_BYTES = 12_000_000
const UPLOADER = path.resolve('dist/test/bench/uploader.js')

export async function measureUploads(stack: BenchStack): Promise<Uploads> {
  const folder = await mkdtemp(path.join(tmpdir(), 'pyk-bench-uploads-'))
  const { portal, url, people } = await openPortal(stack)
  try {
    const reader = await Visitor.signedIn({ url }, 'reader')
    const large = path.join(folder, 'large.jpg')
    await writeFile(large, await largePhoto())
    const order = { url, people: addressesFor('photo', people), file: large, field: 'photo' }
    // Others' pages are measured in a portal at work, not in one that still compiles its code.
    await slowestPageDuring(reader, { ...order, people: order.people.slice(0, 1) })
    let peakMb = 0
    const slowestMs = await slowestPageDuring(reader, order, () => {
      peakMb = Math.max(peakMb, residentMb(portal.child.pid!))
    })
    const hostile = { slowestMs: 0, name: '' }
    for (const { name, kind, make } of hostileFiles) {
      const file = path.join(folder, 'hostile')
      await writeFile(file, await make())
      const field = kind === 'photo' ? 'photo' : 'receipt'
      const one = { url, people: addressesFor(field, people.slice(0, 1)), file, field }
      const slowest = await slowestPageDuring(reader, one)
      if (slowest > hostile.slowestMs) Object.assign(hostile, { slowestMs: slowest, name })
    }
    return { peakMb, slowestMs, hostile }
  } finally {
    await portal.stop()
    await rm(folder, { recursive: true })
  }
}

interface Uploader {
  username: string
  childId: string
}

function addressesFor(
  field: 'photo' | 'receipt',
  people: readonly Uploader[],
): UploadOrder['people'] {
  return people.map(({ username, childId }) => ({
    username,
    address: draftDocumentPath('cardRequest', childId, field),
  }))
}

/** A portal with many members of staff, each with a child, and one who only reads pages. */
async function openPortal(
  stack: BenchStack,
): Promise<{ portal: Measured; url: string; people: readonly Uploader[] }> {
  const mongoUrl = stack.mongoUrl('uploads')
  const store = await connectStore(mongoUrl, stack.environment['AUDIT_KEYS']!)
  const usernames = Array.from({ length: UPLOADERS }, (_, index) => `uploader${index}`)
  const staff = (name: string) => ({ name, roles: ['staff'] as const })
  const accounts = Object.fromEntries([...usernames, 'reader'].map((name) => [name, staff(name)]))
  await store.accounts.create(await accountsOf(accounts, (username) => `account-${username}`))
  const vault = createTestVault()
  const people: Uploader[] = []
  for (const username of [...usernames, 'reader']) {
    const child = { name: 'Ece', surname: 'Deneme', birthDate: { year: 2005, month: 5, day: 5 } }
    const { _id } = await writeRelative({ store, vault }, [`account-${username}`], 'child', child)
    if (username !== 'reader') people.push({ username, childId: _id })
  }
  await store.close()
  const portal = await startProcess(stack, 'services/portal/server', {
    MONGO_URL: mongoUrl,
    PORTAL_PORT: String(PORT),
  })
  return { portal, url: `http://127.0.0.1:${PORT}`, people }
}

/** The slowest page of the reader from the start of the uploads to the last answer. */
async function slowestPageDuring(
  reader: Visitor,
  order: UploadOrder,
  each: () => void = () => undefined,
): Promise<number> {
  const uploader = fork(UPLOADER, [JSON.stringify(order)])
  await once(uploader, 'message')
  let said: unknown = null
  uploader.once('message', (message) => (said = message))
  uploader.send('go')
  let slowest = 0
  while (said === null) {
    const began = performance.now()
    await reader.page(FAMILY)
    slowest = Math.max(slowest, performance.now() - began)
    each()
  }
  if (said !== 'done') throw new Error(JSON.stringify(said))
  return slowest
}

/** Grain takes many bytes, as little compression does. */
async function largePhoto(): Promise<Buffer> {
  const noise = { type: 'gaussian', mean: 180, sigma: 40 } as const
  const file = await sharp({
    create: { width: 3_000, height: 4_000, channels: 3, background: '#fff', noise },
  })
    .jpeg({ quality: 95 })
    .toBuffer()
  if (file.length < LARGE_BYTES)
    return Buffer.concat([file, Buffer.alloc(LARGE_BYTES - file.length)])
  return file
}
