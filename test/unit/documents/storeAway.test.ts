/** What callers of the document store see while its server is unavailable, stalls or fails. */
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDocumentStore } from '../../../services/shared/documents/store/documentStore'
import type { DocumentStore } from '../../../services/shared/documents/store/documentStore'
import type { StoredDocument } from '../../../workflows/domain/messages'

const SETTINGS = { accessKey: 'key', secretKey: 'secret', bucket: 'documents' }

describe('a store that is unavailable', () => {
  const anyDocument: StoredDocument = {
    kind: 'photo',
    key: 'documents/x',
    versionId: 'v',
    sha256: '0'.repeat(64),
    bytes: 1,
  }
  const everyCall: [string, (store: DocumentStore) => Promise<unknown>][] = [
    ['ensureBucket', (store) => store.ensureBucket()],
    ['put', (store) => store.put('photo', Buffer.from('a photo'))],
    ['putWaitingFile', (store) => store.putWaitingFile(__filename)],
    ['putPicture', (store) => store.putPicture(Buffer.from('a page'))],
    ['get', (store) => store.get(anyDocument)],
    ['health', (store) => store.health()],
  ]
  let server: http.Server | null = null

  afterEach(async () => {
    if (server === null) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
    server = null
  })

  async function standIn(answer: http.RequestListener): Promise<DocumentStore> {
    server = http.createServer(answer)
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    return createDocumentStore({
      ...SETTINGS,
      endpoint: `http://127.0.0.1:${port}`,
      timeoutMs: 400,
    })
  }

  it.each(everyCall)('%s throws a named error when nothing listens', async (_, call) => {
    const store = createDocumentStore({ ...SETTINGS, endpoint: 'http://127.0.0.1:1' })
    await expect(call(store)).rejects.toMatchObject({ name: 'StorageUnavailable' })
  })

  it.each(everyCall)(
    '%s ends in its time when the server takes the call and never answers',
    async (_, call) => {
      const began = Date.now()
      await expect(call(await standIn(() => undefined))).rejects.toMatchObject({
        name: 'StorageUnavailable',
      })
      expect(Date.now() - began).toBeLessThan(3_000)
    },
  )

  it('get times out when the server stalls in the middle of a file', async () => {
    const store = await standIn((request, response) => {
      if (request.url!.includes('location')) return response.end('<LocationConstraint/>')
      response.writeHead(200, { 'Content-Length': '100000', ETag: '"e"' })
      return response.write('the first bytes')
    })
    await expect(store.get(anyDocument)).rejects.toMatchObject({ name: 'StorageUnavailable' })
  })

  it.each(everyCall)('%s calls a failing server once and logs nothing', async (_, call) => {
    const methods: string[] = []
    const store = await standIn((request, response) => {
      if (request.url!.includes('location')) return response.end('<LocationConstraint/>')
      methods.push(request.method!)
      response.statusCode = 503
      return response.end()
    })
    const voices = (['log', 'warn', 'error'] as const).map((voice) =>
      jest.spyOn(console, voice).mockReturnValue(),
    )
    await expect(call(store)).rejects.toMatchObject({ name: 'StorageUnavailable' })
    for (const voice of voices) {
      expect(voice).not.toHaveBeenCalled()
      voice.mockRestore()
    }
    expect(methods).toHaveLength(1)
  })
})
