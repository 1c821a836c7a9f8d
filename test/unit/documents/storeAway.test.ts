/** What callers of the document store see while its server is away, stalls or fails. */
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDocumentStore } from '../../../services/shared/documents/store/documentStore'
import type { DocumentStore } from '../../../services/shared/documents/store/documentStore'
import type { StoredDocument } from '../../../workflows/domain/messages'

const SETTINGS = { accessKey: 'key', secretKey: 'secret', bucket: 'documents' }

describe('a store that is away', () => {
  const anyDocument: StoredDocument = {
    kind: 'photo',
    key: 'documents/x',
    versionId: 'v',
    sha256: '0'.repeat(64),
    bytes: 1,
  }
  const everyCall: [string, (away: DocumentStore) => Promise<unknown>][] = [
    ['ensureBucket', (away) => away.ensureBucket()],
    ['put', (away) => away.put('photo', Buffer.from('a photo'))],
    ['get', (away) => away.get(anyDocument)],
    ['health', (away) => away.health()],
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

  it.each(everyCall)('%s ends as an error by name when nobody listens', async (_, call) => {
    const away = createDocumentStore({ ...SETTINGS, endpoint: 'http://127.0.0.1:1' })
    await expect(call(away)).rejects.toMatchObject({ name: 'StorageUnavailable' })
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

  it('get ends in its time when the server stalls in the middle of a file', async () => {
    const away = await standIn((request, response) => {
      if (request.url!.includes('location')) return response.end('<LocationConstraint/>')
      response.writeHead(200, { 'Content-Length': '100000', ETag: '"e"' })
      return response.write('the first bytes')
    })
    await expect(away.get(anyDocument)).rejects.toMatchObject({ name: 'StorageUnavailable' })
  })

  it.each(everyCall)('%s asks a failing server once, and is silent about it', async (_, call) => {
    const asked: string[] = []
    const away = await standIn((request, response) => {
      if (request.url!.includes('location')) return response.end('<LocationConstraint/>')
      asked.push(request.method!)
      response.statusCode = 503
      return response.end()
    })
    const voices = (['log', 'warn', 'error'] as const).map((voice) =>
      jest.spyOn(console, voice).mockReturnValue(),
    )
    await expect(call(away)).rejects.toMatchObject({ name: 'StorageUnavailable' })
    for (const voice of voices) {
      expect(voice).not.toHaveBeenCalled()
      voice.mockRestore()
    }
    expect(asked).toHaveLength(1)
  })
})
