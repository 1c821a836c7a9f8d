/**
 * The store of uploaded files and the check of stored files, on SeaweedFS and, with `npm run
 * test:minio`, on MinIO.
 */
import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { MockActivityEnvironment } from '@temporalio/testing'
import { DefaultLogger } from '@temporalio/worker'
import { Client } from 'minio'
import { createDocumentActivities } from '../../activities/documents/checkDocuments'
import { createDocumentPool } from '../../services/shared/documents/pool/documentPool'
import { makeFace } from '../../deploy/demo/drawing/faces'
import { withJfif } from '../../deploy/demo/drawing/jfif'
import { makeLossForm, makePoliceLetter, makeReceipt } from '../../deploy/demo/drawing/papers'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import { keepCopy } from '../../services/shared/documents/store/keepCopy'
import type { DocumentStore } from '../../services/shared/documents/store/documentStore'
import type { DocumentCheck, StoredDocument } from '../../workflows/contract'
import type { Measured } from '../../services/shared/documents/intake/measured'
import { bareJpeg } from '../support/jpegBuilder'
import { createTestWorld } from '../support/world'
import type { TestWorld } from '../support/world'

let world: TestWorld
let store: DocumentStore
/** Direct access to the same server, for what our store never does. */
let raw: Client
let photo: Buffer
const work = createDocumentPool()

beforeAll(async () => {
  world = await createTestWorld()
  store = createDocumentStore(world.s3)
  await store.ensureBucket()
  const { hostname, port } = new URL(world.s3.endpoint)
  raw = new Client({ ...world.s3, endPoint: hostname, port: Number(port), useSSL: false })
  photo = await makeFace(1)
}, 60_000)

afterAll(async () => {
  await work.close()
  await world.cleanUp()
})

describe('the store of documents', () => {
  it('S25 S29 stores a file and returns exactly the same bytes', async () => {
    const stored = await store.put('photo', photo)
    expect(stored).toEqual({
      kind: 'photo',
      key: expect.stringMatching(/^documents\/[0-9a-f-]{36}$/),
      versionId: expect.stringMatching(/./),
      sha256: createHash('sha256').update(photo).digest('hex'),
      bytes: photo.length,
    })
    expect(await store.get(stored)).toEqual(photo)
  })

  it('S36 S40 stores the content type of the bytes, not the one that the sender claims', async () => {
    const typeOf = async (bytes: Buffer) => {
      const { key } = await store.put('receipt', bytes)
      return String((await raw.statObject(world.s3.bucket, key)).metaData['content-type'])
    }
    expect(await typeOf(photo)).toBe('image/jpeg')
    expect(await typeOf(makeReceipt(1))).toBe('application/pdf')
    expect(await typeOf(Buffer.from('<html>'))).toBe('application/octet-stream')
  })

  it('D14 keeps a copy with the pictures of its pages, each pinned like the file', async () => {
    const pages = [
      { bytes: await bareJpeg(124, 175), width: 124, height: 175 },
      { bytes: await bareJpeg(175, 124), width: 175, height: 124 },
    ]
    const measured: Measured = { format: 'pdf', pages: 2, notes: [] }
    const bytes = makeReceipt(1)
    const kept = await keepCopy(store, 'receipt', {
      bytes,
      measured,
      pages,
    })
    expect(kept).toMatchObject({ kind: 'receipt', measured, bytes: bytes.length })
    expect(kept.pages).toMatchObject(pages.map(({ width, height }) => ({ width, height })))
    for (const [index, page] of kept.pages!.entries()) {
      expect(await store.get(page)).toEqual(pages[index]!.bytes)
      const { metaData } = await raw.statObject(world.s3.bucket, page.key)
      expect(metaData['content-type']).toBe('image/jpeg')
    }
  })

  it('D13 stores a file from disk among those that wait, pinned like any other', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'waiting-'))
    const file = path.join(folder, 'source')
    const bytes = randomBytes(3_000_000)
    await writeFile(file, bytes)
    const pin = await store.putWaitingFile(file)
    await rm(folder, { recursive: true })
    expect(pin).toEqual({
      key: expect.stringMatching(/^waiting\/[0-9a-f-]{36}$/),
      versionId: expect.stringMatching(/./),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      bytes: bytes.length,
    })
    expect(await store.get(pin)).toEqual(bytes)
  })

  it('S28 never stores two files under one key, even the same file twice', async () => {
    const [one, other] = await Promise.all([store.put('photo', photo), store.put('photo', photo)])
    expect(one.key).not.toBe(other.key)
  })

  it('S35 returns the pinned version after its key was overwritten', async () => {
    const stored = await store.put('photo', photo)
    await raw.putObject(world.s3.bucket, stored.key, Buffer.from('another file'))
    expect(await store.get(stored)).toEqual(photo)
  })

  it('D9 knows without reading it whether a file is there, whole and in the pinned version', async () => {
    const stored = await store.put('photo', photo)
    expect(await store.isStored(stored)).toBe(true)
    expect(await store.isStored({ ...stored, bytes: stored.bytes - 1 })).toBe(false)
    await raw.removeObject(world.s3.bucket, stored.key, { versionId: stored.versionId })
    expect(await store.isStored(stored)).toBe(false)
  })

  it('S35 throws a named error when a key or a version is gone', async () => {
    const stored = await store.put('photo', photo)
    const noKey = { ...stored, key: 'documents/00000000-0000-4000-8000-000000000000' }
    await expect(store.get(noKey)).rejects.toMatchObject({
      name: 'DocumentMissing',
      key: noKey.key,
    })
    await raw.removeObject(world.s3.bucket, stored.key, { versionId: stored.versionId })
    await expect(store.get(stored)).rejects.toMatchObject({
      name: 'DocumentMissing',
      key: stored.key,
    })
  })

  it('D12 refuses access without a key', async () => {
    const { key, versionId } = await store.put('receipt', makeReceipt(1))
    const address = `${world.s3.endpoint}/${world.s3.bucket}`
    for (const path of [`/${key}`, `/${key}?versionId=${versionId}`, '', '?versions']) {
      expect((await fetch(`${address}${path}`)).status).toBe(403)
    }
    expect((await fetch(`${address}/${key}`, { method: 'PUT', body: 'mine' })).status).toBe(403)
  })

  it('creates its bucket only once, also when several processes start together', async () => {
    const fresh = createDocumentStore({ ...world.s3, bucket: `${world.s3.bucket}-new` })
    await expect(fresh.health()).rejects.toMatchObject({ name: 'StorageUnavailable' })
    await Promise.all([fresh.ensureBucket(), fresh.ensureBucket(), fresh.ensureBucket()])
    await fresh.ensureBucket()
    await fresh.health()
    expect(await raw.getBucketVersioning(`${world.s3.bucket}-new`)).toMatchObject({
      Status: 'Enabled',
    })
  })

  it('S35 refuses to store a file in a bucket without versions', async () => {
    const bucket = `${world.s3.bucket}-bare`
    await raw.makeBucket(bucket)
    const unversioned = createDocumentStore({ ...world.s3, bucket })
    await expect(unversioned.put('photo', photo)).rejects.toMatchObject({
      name: 'StorageUnavailable',
    })
  })
})

describe('the check of stored documents', () => {
  /** The context of an activity; the failures are expected here, so they are not logged. */
  const engine = () => new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') })

  async function check(...documents: StoredDocument[]): Promise<DocumentCheck> {
    const { checkDocuments } = createDocumentActivities({ store, work })
    return engine().run(checkDocuments, documents)
  }

  it('S35–S40 finds no fault in documents that passed at upload', async () => {
    expect(
      await check(await store.put('photo', photo), await store.put('receipt', makeReceipt(1))),
    ).toEqual({
      faults: [],
    })
    expect(
      await check(
        await store.put('lossForm', makeLossForm(1)),
        await store.put('policeLetter', makePoliceLetter(1)),
      ),
    ).toEqual({ faults: [] })
    expect(await check()).toEqual({ faults: [] })
  })

  it('S36–S40 returns all faults of all documents, in the order of the documents', async () => {
    const wrongPhoto = await store.put('photo', withJfif(await bareJpeg(300, 400), 72))
    const wrongReceipt = await store.put('receipt', Buffer.from('no document'))
    const right = await store.put('photo', photo)
    const { faults } = await check(wrongReceipt, right, wrongPhoto)
    expect(faults.map(({ kind, faults: found }) => [kind, found.map(({ code }) => code)])).toEqual([
      ['receipt', ['wrongType']],
      ['photo', ['wrongDimensions', 'wrongDensity']],
    ])
  })

  it('S35 a file that is not the one checked at upload is reported as changed, and as nothing else', async () => {
    const stored = await store.put('photo', photo)
    const other = await store.put('photo', await makeFace(2))
    const swapped = { ...stored, key: other.key, versionId: other.versionId }
    for (const document of [
      swapped,
      { ...stored, sha256: '0'.repeat(64) },
      { ...stored, bytes: stored.bytes + 1 },
    ]) {
      expect(await check(document)).toEqual({
        faults: [
          {
            kind: 'photo',
            faults: [
              {
                code: 'changed',
                measured: expect.stringMatching(/^[0-9a-f]{12}…, \d+ B$/),
                required: `${document.sha256.slice(0, 12)}…, ${document.bytes} B`,
              },
            ],
          },
        ],
      })
    }
  })

  it('D9 a missing file and an unavailable store are errors and retried, never an answer', async () => {
    const stored = await store.put('photo', photo)
    const missing = check({ ...stored, key: 'documents/gone' })
    await expect(missing).rejects.toMatchObject({ name: 'DocumentMissing' })
    await expect(missing).rejects.not.toHaveProperty('nonRetryable')
    const away = createDocumentStore({ ...world.s3, endpoint: 'http://127.0.0.1:1' })
    const { checkDocuments } = createDocumentActivities({ store: away, work })
    const unreachable = engine().run(checkDocuments, [stored])
    await expect(unreachable).rejects.toMatchObject({ name: 'StorageUnavailable' })
  })

  it('sends heartbeats while it works', async () => {
    const stored = await store.put('photo', photo)
    const environment = engine()
    const beat = new Promise((resolve) => environment.once('heartbeat', resolve))
    const slow: Pick<DocumentStore, 'get'> = {
      get: (document) => beat.then(() => store.get(document)),
    }
    const { checkDocuments } = createDocumentActivities({ store: slow, work, heartbeatMs: 20 })
    expect(await environment.run(checkDocuments, [stored])).toEqual({ faults: [] })
  })

  it('D12 reports only kind, codes and measurements of a document', async () => {
    const answer = JSON.stringify(await check(await store.put('photo', makeReceipt(3))))
    expect(answer).toBe(
      '{"faults":[{"kind":"photo","faults":[{"code":"wrongType","measured":"pdf","required":"jpeg"}]}]}',
    )
  })
})
