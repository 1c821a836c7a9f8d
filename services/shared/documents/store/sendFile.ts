/** Sends a file from disk to an S3 server in portions, so that others are answered meanwhile. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { Pin } from '../../store/keptDocument'
import { timedTransport } from './timedTransport'

/**
 * @param url address that is signed for one PUT
 * @param timeoutMs for the whole of it
 * @returns version, hash and size of what was sent
 * @throws Error if the server refuses it or keeps no versions
 */
export async function sendFile(
  file: string,
  url: string,
  timeoutMs: number,
): Promise<Omit<Pin, 'key'>> {
  const { protocol, hostname, port, pathname, search } = new URL(url)
  const { size } = await stat(file)
  const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': size }
  const sending = timedTransport(protocol === 'https:', timeoutMs).request({
    method: 'PUT',
    hostname,
    port,
    path: `${pathname}${search}`,
    headers,
  })
  const answered = once(sending, 'response')
  const hash = createHash('sha256')
  const source = createReadStream(file).on('data', (portion) => hash.update(portion))
  const [[response]] = (await Promise.all([answered, pipeline(source, sending)])) as [
    [IncomingMessage],
    unknown,
  ]
  response.resume()
  await once(response, 'end')
  const versionId = response.headers['x-amz-version-id']
  if (response.statusCode !== 200) throw new Error(`the server answered ${response.statusCode}`)
  if (typeof versionId !== 'string') throw new Error('the bucket keeps no versions')
  return { versionId, sha256: hash.digest('hex'), bytes: size }
}
