/** The stand-in's gateway over TLS on a free port, for tests that ask it. */
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import { makeCertificate } from '../../deploy/image/access/certificate'
import { createGateway } from '../../services/kps/gateway/gateway'
import type { Gateway, GatewaySettings } from '../../services/kps/gateway/gateway'
import { demoStaff, registeredFamilies } from '../../services/kps/people/people'
import { ISSUER_PATH, ROUTER_PATH } from '../../services/kps/paths'
import { createRegister } from '../../services/kps/register'
import type { Register } from '../../services/kps/register'
import {
  DEFAULT_RELATION_CODES,
  parseRelationCodes,
} from '../../services/shared/config/relationCodes'
import type { KpsSettings } from '../../services/shared/registry/kps/kpsFamilyRegistry'
import { istanbulDayOf } from '../../workflows/domain/istanbul'

export interface TestGateway {
  gateway: Gateway
  /** Settings of a client that may ask. */
  settings: KpsSettings
  close: () => Promise<unknown>
}

/** The register of the demo's people, as the process of the stand-in has it. */
function demoRegister(): Register {
  const relatives = registeredFamilies.flatMap(({ members }) => members.map(({ person }) => person))
  return createRegister({
    people: [...demoStaff.map(({ person }) => person), ...relatives],
    families: registeredFamilies,
    today: () => istanbulDayOf(new Date().toISOString()),
  })
}

/** @param over settings of the gateway that differ */
export async function startGateway(over: Partial<GatewaySettings> = {}): Promise<TestGateway> {
  const { certificate, key } = await makeCertificate()
  const credentials = { username: 'icisleri', password: 'parola-&-<imza>' }
  const service = { service: 'AileBireyleriSorgulaServis', date: '2025/08/01' }
  const gateway = createGateway({ credentials, ...service, register: demoRegister(), ...over })
  const server = https.createServer({ cert: certificate, key }, gateway.app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    gateway,
    settings: {
      ...service,
      ...credentials,
      endpoint: `${url}${ROUTER_PATH}`,
      issuerEndpoint: `${url}${ISSUER_PATH}`,
      ca: certificate,
      answerWithinMs: 10_000,
      relationCodes: parseRelationCodes(DEFAULT_RELATION_CODES),
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}
