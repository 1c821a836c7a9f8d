/** A mongod as a replica set of one, since approvals are transactions (D2). */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { mongo } from 'mongoose'
import { inheritedEnvironment } from '../children/inheritedEnvironment'
import type { Program } from '../children/keepRunning'

const REPLICA_SET = 'rs0'
const DATABASE = 'pyk'
const NOT_YET_INITIALIZED = 94

/** Address of an embedded mongod, as services take it. */
export function mongodUrl(port: number): string {
  return `mongodb://127.0.0.1:${port}/${DATABASE}?replicaSet=${REPLICA_SET}`
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  return url.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)\/?[^?]*/, `$1/${database}`)
}

export function mongodProgram(
  command: string,
  { dataDir, port }: { dataDir: string; port: number },
): Program {
  const folder = path.join(dataDir, 'mongod')
  mkdirSync(folder, { recursive: true })
  return {
    name: 'mongod',
    command,
    args: [
      ...['--dbpath', folder, '--port', String(port), '--bind_ip', '127.0.0.1'],
      ...['--replSet', REPLICA_SET, '--nounixsocket', '--quiet'],
    ],
    environment: inheritedEnvironment(),
    dataDir,
    isReady: () => isPrimary(port),
    readyWithinMs: 60_000,
    stopWithinMs: 20_000,
  }
}

/**
 * Brings the set to life when needed and says whether it takes writes.
 * Data kept from another port remembers that port and would never elect itself: it is told its new address.
 */
async function isPrimary(port: number): Promise<boolean> {
  const client = new mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, {
    serverSelectionTimeoutMS: 500,
  })
  try {
    const admin = client.db('admin')
    const { isWritablePrimary } = await admin.command({ hello: 1 })
    if (isWritablePrimary) return true
    const host = `127.0.0.1:${port}`
    const config = await currentConfig(admin)
    if (config === null) {
      await admin.command({ replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host }] } })
    } else if (config.members[0]?.host !== host) {
      const moved = {
        ...config,
        version: config.version + 1,
        members: [{ ...config.members[0], host }],
      }
      await admin.command({ replSetReconfig: moved, force: true })
    }
    return false
  } catch (error) {
    if (
      error instanceof mongo.MongoServerSelectionError ||
      error instanceof mongo.MongoNetworkError
    )
      return false
    // The set changes under our hands while it elects itself; the next question finds it settled.
    if (error instanceof mongo.MongoServerError) return false
    throw error
  } finally {
    await client.close()
  }
}

interface SetConfig {
  version: number
  members: { host: string }[]
}

async function currentConfig(admin: mongo.Db): Promise<SetConfig | null> {
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 })
    return config as SetConfig
  } catch (error) {
    if (error instanceof mongo.MongoServerError && error.code === NOT_YET_INITIALIZED) return null
    throw error
  }
}
