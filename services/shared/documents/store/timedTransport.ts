/** The transport of the `minio` client, which itself knows no time-out: a server that stalls would hold its caller for ever. */
import http from 'node:http'
import https from 'node:https'
import type { ClientOptions } from 'minio'

/**
 * @param timeoutMs from the request's first byte to the answer's last one
 */
export function timedTransport(
  useSSL: boolean,
  timeoutMs: number,
): NonNullable<ClientOptions['transport']> {
  const { request } = useSSL ? https : http
  const timed = (
    options: http.RequestOptions,
    onResponse?: (response: http.IncomingMessage) => void,
  ) => request({ ...options, signal: AbortSignal.timeout(timeoutMs) }, onResponse)
  return { request: timed as typeof http.request }
}
