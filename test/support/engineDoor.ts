/**
 * A door in front of the engine that asks for a certificate, as the compose file's engine does: the
 * dev server itself cannot.
 */
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createServer } from 'node:tls'
import { ensureEngineCertificates } from '../../deploy/image/access/engine'
import type { EngineParty } from '../../deploy/image/access/engine'

export interface EngineDoor {
  address: string
  /** Setting TEMPORAL_TLS_FOLDER of a party. */
  folderOf: (party: EngineParty) => string
  close: () => Promise<void>
}

/** @param address of the engine behind it */
export async function openEngineDoor(address: string): Promise<EngineDoor> {
  const folder = mkdtempSync(path.join(tmpdir(), 'pyk-engine-'))
  await ensureEngineCertificates(folder)
  const own = (file: string) => readFileSync(path.join(folder, 'temporal', file))
  const [host = '', port = ''] = address.split(':')
  const sockets = new Set<Socket>()
  const door = createServer(
    {
      cert: own('tls.crt'),
      key: own('tls.key'),
      ca: own('ca.crt'),
      requestCert: true,
      rejectUnauthorized: true,
      ALPNProtocols: ['h2'],
    },
    (visitor) => {
      const engine = connect(Number(port), host)
      for (const [socket, other] of [
        [visitor, engine],
        [engine, visitor],
      ] as const) {
        sockets.add(socket)
        socket.on('error', () => other.destroy())
        socket.on('close', () => sockets.delete(socket))
        socket.pipe(other)
      }
    },
  )
  door.listen(0, '127.0.0.1')
  await once(door, 'listening')
  return {
    address: `localhost:${(door.address() as AddressInfo).port}`,
    folderOf: (party) => path.join(folder, party),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      door.close()
      await once(door, 'close')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
