/** The threads that do all work on documents, with files on disk as uploads are. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createDocumentPool } from '../../services/shared/documents/pool/documentPool'
import type { DocumentWork } from '../../services/shared/documents/pool/documentWork'
import { noise } from '../files/pictures/parts'
import { rightPhoto, withSegment } from '../support/jpegBuilder'

let folder: string
let photo: string
let bomb: string
const pools: DocumentWork[] = []

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'pyk-pool-'))
  photo = await file('photo.jpg', await rightPhoto())
  bomb = await file('bomb.jpg', withManySegments(await rightPhoto(), 40_000))
})

afterAll(async () => {
  for (const pool of pools) await pool.close()
  await rm(folder, { recursive: true })
})

function pool(limits: Parameters<typeof createDocumentPool>[0] = {}): DocumentWork {
  const made = createDocumentPool(limits)
  pools.push(made)
  return made
}

async function file(name: string, bytes: Buffer): Promise<string> {
  const at = path.join(folder, name)
  await writeFile(at, bytes)
  return at
}

function withManySegments(jpeg: Buffer, count: number): Buffer {
  const empty = withSegment(jpeg, 0xe5, '').subarray(2, 6)
  return Buffer.concat([jpeg.subarray(0, 2), ...Array<Buffer>(count).fill(empty), jpeg.subarray(2)])
}

/** The longest time for which this thread could do nothing else while the work went on. */
async function longestPauseDuring(work: Promise<unknown>): Promise<number> {
  let longest = 0
  let last = performance.now()
  const timer = setInterval(() => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }, 5)
  await work
  clearInterval(timer)
  return longest
}

it('D13 judges a file in a thread and gives back what is kept of it', async () => {
  const judgement = await pool().judge('account', 'photo', photo)
  expect(judgement).toMatchObject({
    outcome: 'taken',
    copy: { measured: { format: 'jpeg', width: 600, height: 800 } },
  })
  if (judgement.outcome !== 'taken') throw new Error('not taken')
  expect(Buffer.isBuffer(judgement.copy.bytes)).toBe(true)
})

it('D13 a photo of 40,000 empty segments does not hold up its process', async () => {
  const work = pool()
  await work.judge('first', 'photo', photo)
  const pause = await longestPauseDuring(work.judge('account', 'photo', bomb))
  expect(pause).toBeLessThan(200)
})

it('D13 a file past its budget of time is refused for that, and the next one is judged', async () => {
  const hasty = pool({ threads: 1, budgetMs: 1 })
  expect(await hasty.judge('account', 'photo', photo)).toEqual({
    outcome: 'refused',
    findings: [{ code: 'tooCostly', measured: 'overTime', required: '' }],
  })
  const usual = pool({ threads: 1 })
  expect(await usual.judge('account', 'photo', photo)).toMatchObject({ outcome: 'taken' })
})

it('D13 millions of segments are refused before they take memory', async () => {
  const heavy = await file('heavy.jpg', withManySegments(await rightPhoto(), 5_000_000))
  expect(await pool({ threads: 1 }).judge('account', 'photo', heavy)).toMatchObject({
    outcome: 'refused',
    findings: [{ code: 'tooCostly', measured: 'segments:100001', required: 'maxSegments:100000' }],
  })
})

it('files of one account wait behind each other, not before those of another', async () => {
  const work = pool({ threads: 2 })
  await Promise.all(['first', 'second'].map((owner) => work.judge(owner, 'photo', photo)))
  const done: string[] = []
  const judged = (owner: string, name: string) =>
    work.judge(owner, 'photo', photo).then(() => done.push(name))
  const many = Array.from({ length: 8 }, (_, index) => judged('one', `one ${index}`))
  await Promise.all([...many, judged('other', 'other')])
  expect(done.indexOf('other')).toBeLessThan(many.length)
  expect(done.filter((name) => name !== 'other')).toEqual(
    Array.from({ length: 8 }, (_, index) => `one ${index}`),
  )
})

it('a small file does not wait behind large ones of others', async () => {
  const work = pool({ threads: 2 })
  await Promise.all(['first', 'second'].map((owner) => work.judge(owner, 'photo', photo)))
  const large = await file('large.jpg', await noise(3_000, 4_000, 97))
  const done: string[] = []
  const judged = (owner: string, name: string) =>
    work.judge(owner, 'photo', name === 'small' ? photo : large).then(() => done.push(name))
  await Promise.all([judged('one', 'large'), judged('two', 'large'), judged('three', 'small')])
  expect(done).toEqual(['small', 'large', 'large'])
})

it('D9 work on a stored object that exceeds its budget is an error and retried', async () => {
  const hasty = pool({ threads: 1, budgetMs: 1 })
  const stored = async () => rightPhoto()
  await expect(hasty.verify('run', 'photo', stored)).rejects.toMatchObject({
    name: 'DocumentTooCostly',
    exceeded: 'overTime',
  })
})
