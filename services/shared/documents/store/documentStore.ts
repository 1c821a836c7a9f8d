/**
 * The private bucket of uploaded files. Every file is written once with a random key and read back
 * by key and version.
 */
import { randomUUID, webcrypto } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { Client } from 'minio'
import type { DocumentKind } from '../../../../workflows/domain/documents'
import type { StoredDocument } from '../../../../workflows/domain/messages'
import type { Pin } from '../../store/keptDocument'
import { DocumentMissing, StorageUnavailable } from './errors'
import { contentTypeOf, SERVED_AS } from './servedAs'
import { sendFile } from './sendFile'
import { timedTransport } from './timedTransport'

export interface DocumentStoreSettings {
  /** Address of an S3 server, such as http://127.0.0.1:9000. */
  endpoint: string
  accessKey: string
  secretKey: string
  bucket: string
  /** Timeout of one call, in milliseconds. */
  timeoutMs?: number
}

const { subtle } = webcrypto

export type DocumentStore = ReturnType<typeof createDocumentStore>

/** A version of an object, as a listing names it. */
interface ObjectVersion {
  name?: string
  versionId?: string
  lastModified?: Date
  isDeleteMarker?: boolean
}

/** Some versions of the store, in the order of their keys. */
export interface VersionList {
  versions: { key: string; versionId: string; storedAt: Date }[]
  /** Last key of the list; null at the end of the store. */
  upTo: string | null
}

/** Keys do not reveal whose file it is or what it shows (D12). */
const KEY_PREFIX = 'documents/'
const PAGES_PREFIX = 'pages/'
const WAITING_PREFIX = 'waiting/'
/** How long the address of one upload holds. */
const UPLOAD_SECONDS = 60
const MISSING = ['NoSuchKey', 'NoSuchVersion', 'NotFound']
const BUCKET_TAKEN = ['BucketAlreadyOwnedByYou', 'BucketAlreadyExists']

/** A store on any S3 server. Connects at the first call. */
export function createDocumentStore(settings: DocumentStoreSettings) {
  const { bucket, timeoutMs = 10_000 } = settings
  const client = connect(settings, timeoutMs)

  /**
   * Creates the bucket, private and versioned, if it does not exist; safe to run in many processes
   * at once.
   */
  async function ensureBucket(): Promise<void> {
    await attempt('ensureBucket', async () => {
      if (!(await client.bucketExists(bucket))) {
        await client.makeBucket(bucket).catch((error: unknown) => {
          if (!BUCKET_TAKEN.includes(codeOf(error))) throw error
        })
      }
      const { Status } = (await client.getBucketVersioning(bucket)) ?? {}
      if (Status !== 'Enabled') await client.setBucketVersioning(bucket, { Status: 'Enabled' })
    })
  }

  /** Stores a file and returns its key, version, hash and size. */
  async function put(kind: DocumentKind, bytes: Buffer): Promise<StoredDocument> {
    return { kind, ...(await pin('put', bytes, contentTypeOf(bytes))) }
  }

  /** Stores a JPEG made by us, such as that of a page. */
  function putPicture(bytes: Buffer): Promise<Pin> {
    return pin('putPicture', bytes, SERVED_AS.jpeg.contentType, PAGES_PREFIX)
  }

  function pin(
    operation: string,
    bytes: Buffer,
    contentType: string,
    prefix = KEY_PREFIX,
  ): Promise<Pin> {
    const key = `${prefix}${randomUUID()}`
    return attempt(operation, async () => {
      const headers = { 'Content-Type': contentType }
      const { versionId } = await client.putObject(bucket, key, bytes, bytes.length, headers)
      if (!versionId) throw new Error('the bucket keeps no versions')
      return { key, versionId, sha256: await sha256Of(bytes), bytes: bytes.length }
    })
  }

  /** Stores a file that waits for its confirmation; it is deleted after a day at the latest. */
  function putWaiting(bytes: Buffer): Promise<Pin> {
    return pin('putWaiting', bytes, 'application/octet-stream', WAITING_PREFIX)
  }

  /**
   * The same for a file on disk. It is sent in portions; the client's own way would read, hash and
   * send all of it in one turn of the event loop.
   */
  function putWaitingFile(file: string): Promise<Pin> {
    const key = `${WAITING_PREFIX}${randomUUID()}`
    return attempt('putWaitingFile', async () => {
      const url = await client.presignedPutObject(bucket, key, UPLOAD_SECONDS)
      return { key, ...(await sendFile(file, url, timeoutMs)) }
    })
  }

  /** Deletes files with all their versions. */
  async function remove(pins: readonly Pick<Pin, 'key'>[]): Promise<void> {
    for (const { key } of pins) {
      await attempt('remove', async () => {
        for (const { name, versionId } of await versionsBelow(key))
          if (name === key) await client.removeObject(bucket, key, { versionId: versionId! })
      })
    }
  }

  /** Deletes these versions; unlike `remove`, it lists nothing. */
  async function removePinned(pins: readonly Pick<Pin, 'key' | 'versionId'>[]): Promise<void> {
    for (const { key, versionId } of pins)
      await attempt('removePinned', () => client.removeObject(bucket, key, { versionId }))
  }

  /** Deletes what has waited since before a time, whether or not anything refers to it. */
  async function removeWaiting(before: Date): Promise<void> {
    const waiting = await attempt('removeWaiting', () => versionsBelow(WAITING_PREFIX))
    const old = waiting.filter(({ lastModified }) => lastModified! <= before)
    await remove([...new Set(old.map(({ name }) => name!))].map((key) => ({ key })))
  }

  function versionsBelow(prefix: string): Promise<ObjectVersion[]> {
    const listed = client.listObjects(bucket, prefix, true, { IncludeVersion: true })
    return listed.toArray() as Promise<ObjectVersion[]>
  }

  /**
   * The versions of the next keys after a key, of all files. Each key is listed with all its versions.
   * @param limit of versions; the list may be shorter
   */
  async function listVersions(after: string | null, limit: number): Promise<VersionList> {
    const { objects = [], isTruncated = false } = await attempt('listVersions', () =>
      client.listObjectsQuery(bucket, '', '', {
        Delimiter: '',
        MaxKeys: limit,
        IncludeVersion: true,
        // The client does not escape this one.
        keyMarker: after === null ? '' : encodeURIComponent(after),
      }),
    )
    const listed = objects as ObjectVersion[]
    const keys = [...new Set(listed.map(({ name }) => name!))].sort()
    // The next list begins after this key, so the last key, which may have more versions, is left to it.
    const upTo = isTruncated ? (keys.at(-2) ?? keys.at(-1) ?? null) : null
    const versions = listed
      .filter(({ name, isDeleteMarker }) => !isDeleteMarker && (upTo === null || name! <= upTo))
      .map(({ name, versionId, lastModified }) => ({
        key: name!,
        versionId: versionId!,
        storedAt: lastModified!,
      }))
    return { versions, upTo }
  }

  /**
   * The bytes of a document's pinned version; the caller checks its hash.
   * @throws DocumentMissing when that version is gone
   */
  async function get({
    key,
    versionId,
  }: Pick<StoredDocument, 'key' | 'versionId'>): Promise<Buffer> {
    try {
      return await buffer(await client.getObject(bucket, key, { versionId }))
    } catch (error) {
      throw MISSING.includes(codeOf(error))
        ? new DocumentMissing(key)
        : new StorageUnavailable('get', error)
    }
  }

  /**
   * Whether a document's pinned version is in the bucket at its full size; does not read the
   * content.
   */
  async function isStored({
    key,
    versionId,
    bytes,
  }: Pick<StoredDocument, 'key' | 'versionId' | 'bytes'>): Promise<boolean> {
    try {
      return (await client.statObject(bucket, key, { versionId })).size === bytes
    } catch (error) {
      if (MISSING.includes(codeOf(error))) return false
      throw new StorageUnavailable('isStored', error)
    }
  }

  /** Whether a version of a file is in the bucket, whatever its size. */
  async function hasVersion({
    key,
    versionId,
  }: Pick<StoredDocument, 'key' | 'versionId'>): Promise<boolean> {
    return attempt('hasVersion', async () => {
      try {
        await client.statObject(bucket, key, { versionId })
        return true
      } catch (error) {
        if (MISSING.includes(codeOf(error))) return false
        throw error
      }
    })
  }

  /**
   * Resolves if the server answers and the bucket exists. Asks for a file that nobody stores, since
   * a process that may only read files may not ask for the bucket.
   */
  async function health(): Promise<void> {
    await attempt('health', async () => {
      try {
        const found = await client.getObject(bucket, `${KEY_PREFIX}none`)
        found.destroy()
      } catch (error) {
        if (codeOf(error) !== 'NoSuchKey') throw error
      }
    })
  }

  return {
    ensureBucket,
    putWaiting,
    putWaitingFile,
    remove,
    removePinned,
    removeWaiting,
    put,
    putPicture,
    get,
    isStored,
    hasVersion,
    listVersions,
    health,
  }
}

/** SHA-256 in hex, as in StoredDocument; worked out next to the event loop. */
export async function sha256Of(bytes: Buffer): Promise<string> {
  return Buffer.from(await subtle.digest('SHA-256', bytes)).toString('hex')
}

function connect(
  { endpoint, accessKey, secretKey }: DocumentStoreSettings,
  timeoutMs: number,
): Client {
  const { protocol, hostname, port } = new URL(endpoint)
  const useSSL = protocol === 'https:'
  return new Client({
    endPoint: hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    useSSL,
    accessKey,
    secretKey,
    transport: timedTransport(useSSL, timeoutMs),
    // The client would retry 5xx answers and log to the console; the caller decides about retries.
    retryOptions: { disableRetry: true },
  })
}

async function attempt<Result>(operation: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw new StorageUnavailable(operation, error)
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}
