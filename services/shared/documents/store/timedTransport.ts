/**
 * A transport for the `minio` client, which has no timeout: a stalled server would block its caller
 * forever.
 */
import http from 'node:http'
import https from 'node:https'
import type { ClientOptions } from 'minio'

/** @param timeoutMs from the first byte of the request to the last byte of the answer */
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
