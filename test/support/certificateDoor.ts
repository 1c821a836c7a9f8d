/** A web app with a door for certificates, and browsers that show one there. */
import { once } from 'node:events'
import https from 'node:https'
import type { IncomingHttpHeaders, IncomingMessage, RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { makeCertificate } from '../../deploy/image/access/certificate'
import type { Credential } from '../../deploy/demo/certificates/authority'
import { parseHolderRule } from '../../services/shared/certificates/holder'
import { readAuthorities } from '../../services/shared/certificates/readCertificates'
import { createRevocationLists } from '../../services/shared/certificates/revocationLists'
import { createCertificateDoor } from '../../services/shared/web/signIn/certificate/door'
import type { CertificateDoor } from '../../services/shared/web/signIn/certificate/door'
import { createCertificateListener } from '../../services/shared/web/signIn/certificate/listener'
import type { Route, WebAppOptions } from '../../services/shared/web'
import type { TestAuthority } from './certificates'
import { startWebKitApp } from './webKitApp'
import type { WebKitApp } from './webKitApp'

export interface DoorAnswer {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

/** What a browser sends besides its certificate. */
interface Sent {
  path?: string
  method?: string
  headers?: Record<string, string>
  /** Settings of its TLS. */
  tls?: https.RequestOptions
}

export interface AppWithDoor extends WebKitApp {
  /** The address of the door. */
  doorAt: string
  /** The address of all other pages, on the same host. */
  publicAt: string
  /** Asks the door with a certificate; null if the browser has none. */
  show(credential: Credential | null, sent?: Sent): Promise<DoorAnswer>
}

/** The answer to a key of a person's identity number: what the kit's accounts have. */
export const keyOf = (identityNumber: string): string => `key-of-${identityNumber}`

interface DoorSettings extends Partial<WebAppOptions> {
  trusted: TestAuthority
  source?: CertificateDoor['source']
  /** As the setting CERTIFICATE_HOLDER. */
  holder?: string
}

/** Starts the app at two addresses, as a process does. */
export async function startAppWithDoor(
  routes: readonly Route[],
  { trusted, source = 'listener', holder = 'UID:registryNo', ...options }: DoorSettings,
): Promise<AppWithDoor> {
  let app: RequestListener = (_req, res) => res.destroy()
  const server = createCertificateListener((req, res) => app(req, res), await makeCertificate())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const doorAt = `https://localhost:${(server.address() as AddressInfo).port}`
  // Cookies belong to a host, so both addresses name the same one.
  const onHost = (url: string) => url.replace('127.0.0.1', 'localhost')
  const kit = await startWebKitApp(routes, (url) => ({
    certificateDoor: createCertificateDoor({
      source,
      address: source === 'listener' ? doorAt : onHost(url),
      publicAddress: onHost(url),
      authorities: readAuthorities(trusted.files.authorities),
      lists: createRevocationLists([trusted.files.list]),
      holder: parseHolderRule(holder),
      keyOf,
    }),
    ...options,
  }))
  app = kit.app
  return {
    ...kit,
    doorAt,
    publicAt: onHost(kit.url),
    show: (credential, sent) => ask(doorAt, credential, sent),
    async close() {
      server.close()
      server.closeAllConnections()
      await kit.close()
    },
  }
}

async function ask(
  doorAt: string,
  credential: Credential | null,
  { path = '/login/certificate', method = 'GET', headers = {}, tls = {} }: Sent = {},
): Promise<DoorAnswer> {
  const request = https.request(`${doorAt}${path}`, {
    method,
    headers,
    agent: false,
    host: '127.0.0.1',
    rejectUnauthorized: false,
    ...(credential === null ? {} : { cert: credential.certificate, key: credential.key }),
    ...tls,
  })
  request.end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return {
    status: response.statusCode!,
    headers: response.headers,
    text: await text(response),
  }
}

/** The cookies of an answer, as a browser sends them with its next request. */
export function cookiesOf({ headers }: Pick<DoorAnswer, 'headers'>): string {
  return (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ')
}
