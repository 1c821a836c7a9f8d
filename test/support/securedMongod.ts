/**
 * A mongod as the compose file runs it: with passwords, and a user with a role for each process.
 */
import { randomBytes } from 'node:crypto'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { mongo } from 'mongoose'
import { patiently } from '../../deploy/image/prepare/patiently'
import { prepareRecord } from '../../deploy/image/prepare/record'
import { RECORD_ROLES } from '../../deploy/image/prepare/roles'
import type { RecordRole } from '../../deploy/image/prepare/roles'
import { createLog } from '../../services/shared/log/log'
import { freeServerPorts } from '../../deploy/local/servers/ports'
import { fetchServer } from '../../deploy/local/servers/startServers'
import { waitFor } from './waitFor'

export interface SecuredMongod {
  port: number
  /** As administrator, with a direct connection. */
  adminUrl: string
  stop: () => Promise<void>
}

/**
 * Starts it with an administrator `root` and without a replica set, which `prepare` initiates.
 */
export async function startSecuredMongod({
  rootPassword,
  replicaKey,
}: {
  rootPassword: string
  replicaKey: string
}): Promise<SecuredMongod> {
  const folder = mkdtempSync(path.join(tmpdir(), 'pyk-secured-'))
  const { mongo: port } = await freeServerPorts()
  let mongod: ChildProcess

  async function start(...further: string[]): Promise<void> {
    const fixed = ['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1']
    const options = [...fixed, '--nounixsocket', '--quiet', ...further]
    mongod = spawn(await fetchServer('mongod'), options, { stdio: 'ignore' })
    await waitFor(
      async () => {
        const url = `mongodb://127.0.0.1:${port}/?directConnection=true`
        const client = await mongo.MongoClient.connect(url, { serverSelectionTimeoutMS: 500 })
        await client.close()
        return true
      },
      { what: 'mongod' },
    )
  }

  async function end(): Promise<void> {
    if (mongod.exitCode !== null) return
    const ended = once(mongod, 'exit')
    mongod.kill('SIGTERM')
    await ended
  }

  // As the image's own start does it: a first run that asks for no password makes the administrator.
  await start()
  const client = await mongo.MongoClient.connect(
    `mongodb://127.0.0.1:${port}/?directConnection=true`,
  )
  const roles = [{ role: 'root', db: 'admin' }]
  await client.db('admin').command({ createUser: 'root', pwd: rootPassword, roles })
  await client.close()
  await end()
  const key = path.join(folder, 'key')
  writeFileSync(key, replicaKey, { mode: 0o400 })
  await start('--replSet', 'rs0', '--keyFile', key)
  return {
    port,
    adminUrl: `mongodb://root:${rootPassword}@127.0.0.1:${port}/?authSource=admin&directConnection=true`,
    stop: async () => {
      await end()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A record on such a mongod, set up with its users. */
export interface SecuredRecord {
  urlOf: (user: RecordRole | 'root') => string
  stop: () => Promise<void>
}

/** Starts one and sets it up as `prepare` does. */
export async function startSecuredRecord(auditKeys: string): Promise<SecuredRecord> {
  const password = () => randomBytes(24).toString('base64url')
  const rootPassword = password()
  const replicaKey = randomBytes(96).toString('base64')
  const mongod = await startSecuredMongod({ rootPassword, replicaKey })
  const passwords = Object.fromEntries(RECORD_ROLES.map((role) => [role, password()])) as Record<
    RecordRole,
    string
  >
  const place = `127.0.0.1:${mongod.port}/pyk?replicaSet=rs0`
  const { adminUrl } = mongod
  await patiently(createLog('test', 'silent'), 'record', () =>
    prepareRecord({ adminUrl, url: `mongodb://${place}`, passwords, auditKeys }),
  )
  return {
    urlOf: (user) =>
      user === 'root'
        ? `mongodb://root:${rootPassword}@${place}&authSource=admin`
        : `mongodb://${user}:${passwords[user]}@${place}&authSource=pyk`,
    stop: mongod.stop,
  }
}
