/**
 * The process of the stand-in: KPS's gateway over TLS with the demo's people, and its page. It is
 * never started where `KPS_ENDPOINT` names a real one.
 */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import { readEnvironment } from '../shared/config/environment'
import { createLog } from '../shared/log/log'
import { exitOnFailure } from '../shared/process/exitOnFailure'
import { standInSettings } from './config'
import { createGateway } from './gateway/gateway'
import { createPage } from './page'
import { demoStaff, registeredFamilies } from './people/people'
import { createRegister } from './register'

const ADDRESS = '127.0.0.1'

async function main(): Promise<void> {
  const config = readEnvironment('kps', standInSettings, process.env)
  const log = createLog('kps', config.LOG_LEVEL)
  const relatives = registeredFamilies.flatMap(({ members }) => members.map(({ person }) => person))
  const register = createRegister({
    people: [...demoStaff.map(({ person }) => person), ...relatives],
    families: registeredFamilies,
    today: () => istanbulDayOf(new Date().toISOString()),
  })
  const gateway = createGateway({
    register,
    credentials: { username: config.KPS_USERNAME, password: config.KPS_PASSWORD },
    service: config.KPS_SERVICE,
    date: config.KPS_SERVICE_DATE,
  })
  const servers = [
    https
      .createServer(
        {
          cert: readFileSync(config.KPS_TLS_CERTIFICATE),
          key: readFileSync(config.KPS_TLS_KEY),
        },
        gateway.app,
      )
      .listen(config.KPS_PORT, ADDRESS),
    http
      .createServer(createPage(gateway, register, registeredFamilies))
      .listen(config.KPS_PAGE_PORT, ADDRESS),
  ]
  await Promise.all(servers.map((server) => once(server, 'listening')))
  log.info({ port: config.KPS_PORT, pagePort: config.KPS_PAGE_PORT }, 'ready')

  await new Promise((resolve) => process.once('SIGTERM', resolve).once('SIGINT', resolve))
  for (const server of servers) {
    server.close()
    server.closeAllConnections()
  }
  log.info('stopped')
}

exitOnFailure(main)
