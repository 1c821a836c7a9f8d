/**
 * The object store of the embedded stack: each process may do there what it needs and nothing else,
 * and the ports behind S3 answer nobody without the certificate that only the store has.
 */
import { connect as connectHttp2 } from 'node:http2'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { randomUUID } from 'node:crypto'
import { Client } from 'minio'
import { objectStorePorts } from '../../deploy/local/servers/ports'
import { createDocumentStore } from '../../services/shared/documents/store/documentStore'
import type { StoreRole } from '../../deploy/image/access/documentStore'
import { startOwnServer } from '../support/ownServer'
import type { OwnServer } from '../support/ownServer'

const BUCKET = 'belgeler'
const BYTES = Buffer.from('bytes')

let own: OwnServer
beforeAll(async () => {
  own = await startOwnServer('s3')
  await createDocumentStore({ ...own.s3, bucket: BUCKET }).ensureBucket()
})
afterAll(() => own.remove())

const storeOf = (role: StoreRole) =>
  createDocumentStore({ ...own.s3, ...own.s3.roles[role], bucket: BUCKET })
/** Direct access with the keys of a role, for what our store never does. */
function clientOf(role: StoreRole): Client {
  const { hostname, port } = new URL(own.s3.endpoint)
  const retryOptions = { disableRetry: true }
  return new Client({
    ...{ endPoint: hostname, port: Number(port), useSSL: false, retryOptions },
    ...own.s3.roles[role],
  })
}
const DENIED = { cause: expect.objectContaining({ code: 'AccessDenied' }) as unknown }
const RAW_DENIED = { code: 'AccessDenied' }

it('the portal stores and reads documents, and deletes what waits to be confirmed', async () => {
  const portal = storeOf('portal')
  await portal.health()
  const stored = await portal.put('photo', BYTES)
  expect(await portal.get(stored)).toEqual(BYTES)
  expect(await portal.isStored(stored)).toBe(true)
  const waiting = await portal.putWaiting(BYTES)
  await portal.removePinned([waiting])
  expect(await portal.isStored(waiting)).toBe(false)
})

it('the portal deletes and lists no document, and changes nothing of the bucket', async () => {
  const portal = storeOf('portal')
  const stored = await portal.put('photo', BYTES)
  await expect(portal.removePinned([stored])).rejects.toMatchObject(DENIED)
  const client = clientOf('portal')
  await expect(client.listObjects(BUCKET, '', true).toArray()).rejects.toMatchObject(RAW_DENIED)
  await expect(client.removeObject(BUCKET, stored.key)).rejects.toMatchObject(RAW_DENIED)
  await expect(client.setBucketVersioning(BUCKET, { Status: 'Suspended' })).rejects.toMatchObject(
    RAW_DENIED,
  )
  await expect(client.removeBucket(BUCKET)).rejects.toMatchObject(RAW_DENIED)
  await expect(client.makeBucket('another')).rejects.toMatchObject(RAW_DENIED)
})

it('the bureau reads documents, and stores pages only', async () => {
  const stored = await storeOf('portal').put('photo', BYTES)
  const bureau = storeOf('bureau')
  await bureau.health()
  expect(await bureau.get(stored)).toEqual(BYTES)
  const page = await bureau.putPicture(BYTES)
  expect(await bureau.isStored(page)).toBe(true)
  await expect(bureau.put('photo', BYTES)).rejects.toMatchObject(DENIED)
  await expect(bureau.removePinned([stored])).rejects.toMatchObject(DENIED)
  const list = clientOf('bureau').listObjects(BUCKET, '', true)
  await expect(list.toArray()).rejects.toMatchObject(RAW_DENIED)
})

it('the documents worker reads and deletes, and stores nothing', async () => {
  const stored = await storeOf('portal').put('photo', BYTES)
  const documents = storeOf('documents')
  expect(await documents.get(stored)).toEqual(BYTES)
  await documents.remove([stored])
  expect(await documents.isStored(stored)).toBe(false)
  await documents.removeWaiting(new Date())
  await expect(documents.put('photo', BYTES)).rejects.toMatchObject(DENIED)
  await expect(clientOf('documents').removeBucket(BUCKET)).rejects.toMatchObject(RAW_DENIED)
})

it('nobody without keys reads or stores', async () => {
  const stored = await storeOf('portal').put('photo', BYTES)
  const address = `${own.s3.endpoint}/${BUCKET}/${stored.key}`
  expect((await fetch(address)).status).toBe(403)
  expect((await fetch(address, { method: 'PUT', body: 'x' })).status).toBe(403)
  expect((await fetch(address, { method: 'DELETE' })).status).toBe(403)
})

describe('without the certificate of the store', () => {
  const REFUSED = 'refused'
  const innerPorts = () => {
    const s3 = Number(new URL(own.s3.endpoint).port)
    return objectStorePorts(s3).filter((port) => port !== s3)
  }
  const CALLS = [
    ['GET', '/'],
    ['GET', '/buckets/?pretty=y'],
    ['GET', '/dir/status'],
    ['GET', '/dir/assign'],
    ['GET', '/status'],
    ['POST', `/buckets/${BUCKET}/${randomUUID()}`],
    ['DELETE', `/buckets/${BUCKET}?recursive=true`],
  ] as const

  /** The status of the answer; `refused` if the connection or its protocol is. */
  function ask(
    request: typeof requestHttp,
    port: number,
    [method, path]: readonly [string, string],
  ): Promise<number | typeof REFUSED> {
    return new Promise((resolve) => {
      const call = request(
        {
          host: '127.0.0.1',
          port,
          method,
          path,
          rejectUnauthorized: false,
          agent: false,
        } as object,
        (answer) => {
          let said = ''
          answer.on('data', (chunk: Buffer) => (said += chunk.toString()))
          answer.on('error', () => resolve(REFUSED))
          answer.on('end', () => {
            const isHint = said.includes('Client sent an HTTP request to an HTTPS server')
            resolve(isHint ? REFUSED : answer.statusCode!)
          })
        },
      )
      call.on('error', () => resolve(REFUSED))
      call.end()
    })
  }

  /** The same for gRPC. */
  function askGrpc(scheme: string, port: number): Promise<number | typeof REFUSED> {
    return new Promise((resolve) => {
      const session = connectHttp2(`${scheme}://127.0.0.1:${port}`, { rejectUnauthorized: false })
      const end = (result: number | typeof REFUSED) => {
        session.destroy()
        resolve(result)
      }
      session.on('error', () => end(REFUSED))
      session.on('close', () => end(REFUSED))
      const call = session.request({
        ':method': 'POST',
        ':path': '/filer_pb.SeaweedFiler/ListEntries',
        'content-type': 'application/grpc',
      })
      call.on('error', () => end(REFUSED))
      call.on('response', (headers) => end(Number(headers[':status'])))
      call.end(Buffer.alloc(5))
    })
  }

  it('master, volume, filer and admin answer no call, over HTTP and HTTPS', async () => {
    for (const port of innerPorts())
      for (const call of CALLS)
        for (const request of [requestHttp, requestHttps])
          expect([port, ...call, await ask(request, port, call)]).toEqual([port, ...call, REFUSED])
  })

  it('nor do their ports for gRPC', async () => {
    for (const port of innerPorts())
      for (const scheme of ['http', 'https'])
        expect([port, scheme, await askGrpc(scheme, port)]).toEqual([port, scheme, REFUSED])
  })

  it('documents still work afterwards', async () => {
    const stored = await storeOf('portal').put('photo', BYTES)
    expect(await storeOf('bureau').get(stored)).toEqual(BYTES)
  })
})
