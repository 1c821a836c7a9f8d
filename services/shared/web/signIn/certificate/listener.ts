/** The TLS server that asks browsers for a certificate (S4). */
import { constants } from 'node:crypto'
import type { RequestListener } from 'node:http'
import https from 'node:https'

/** The server's own certificate and key, in PEM. */
export interface ServerCredential {
  certificate: string
  key: string
}

/** With forward secrecy and authenticated encryption only. */
const CIPHERS = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_CHACHA20_POLY1305_SHA256',
  'TLS_AES_128_GCM_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':')

/** A server that asks for a certificate and lets everybody in, so that the page says what is wrong. */
export function createCertificateListener(
  app: RequestListener,
  { certificate, key }: ServerCredential,
): https.Server {
  return https.createServer(
    {
      cert: certificate,
      key,
      requestCert: true,
      rejectUnauthorized: false,
      minVersion: 'TLSv1.2',
      ciphers: CIPHERS,
      honorCipherOrder: true,
      // A resumed connection would not say again which certificates were sent along.
      secureOptions: constants.SSL_OP_NO_TICKET,
    },
    app,
  )
}
