/** A mongod as a replica set of one, since approvals need transactions (D2). */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { mongo } from 'mongoose'
import { inheritedEnvironment } from '../children/inheritedEnvironment'
import type { Program } from '../children/keepRunning'

const REPLICA_SET = 'rs0'
const DATABASE = 'pyk'
const NOT_YET_INITIALIZED = 94

/** The URL of an embedded mongod. */
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
 * Initiates the replica set if needed and returns whether it accepts writes. Existing data
 * remembers the port it was created with; on another port no primary would be elected, so the set
 * is reconfigured with the new address.
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
    // The state of the set changes during an election; the next poll will succeed.
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
