/** Sets up MongoDB's replica set, a user with a role for each process, and the indexes. */
import { mongo } from 'mongoose'
import { connectStore } from '../../../services/shared/store/connection'
import { completeNameWords } from '../../../services/shared/store/nameWords'
import { privilegesOf, RECORD_ROLES } from './roles'
import type { RecordRole } from './roles'

const NOT_YET_INITIALIZED = 94
const USER_NOT_FOUND = 11
/** The user of all processes in earlier versions. */
const FORMER_USER = 'pyk'

/** The replica set has no primary yet. */
class NoPrimaryYet extends Error {
  override readonly name = 'NoPrimaryYet'
}

export interface RecordSetUp {
  /** Address of the member as administrator, with `directConnection=true`. */
  adminUrl: string
  /** Address for the processes; host, database and replica set are read from it. */
  url: string
  passwords: Readonly<Record<RecordRole, string>>
  /** Setting AUDIT_KEYS. */
  auditKeys: string
}

/**
 * Initiates a replica set of one member, creates roles and users or updates them, and builds the
 * indexes, which the processes may not.
 * @throws NoPrimaryYet when there is no primary yet; retry
 */
export async function prepareRecord({
  adminUrl,
  url,
  passwords,
  auditKeys,
}: RecordSetUp): Promise<void> {
  const { host, pathname, searchParams } = new URL(url)
  const database = pathname.slice(1)
  const client = new mongo.MongoClient(adminUrl, { serverSelectionTimeoutMS: 5_000 })
  try {
    const admin = client.db('admin')
    const { isWritablePrimary } = await admin.command({ hello: 1 })
    if (!isWritablePrimary) {
      await initiate(admin, { _id: searchParams.get('replicaSet'), members: [{ _id: 0, host }] })
      throw new NoPrimaryYet(`${host} has not elected itself yet`)
    }
    for (const role of RECORD_ROLES) await grant(client.db(database), role, passwords[role])
    await dropFormerUser(client.db(database))
  } finally {
    await client.close()
  }
  const store = await connectStore(asAdministrator(url, adminUrl), auditKeys)
  try {
    // What records of earlier versions lack.
    await completeNameWords(store)
  } finally {
    await store.close()
  }
}

function asAdministrator(url: string, adminUrl: string): string {
  const { username, password } = new URL(adminUrl)
  const own = new URL(url)
  own.username = username
  own.password = password
  own.searchParams.set('authSource', 'admin')
  return own.href
}

async function initiate(admin: mongo.Db, set: mongo.Document): Promise<void> {
  try {
    await admin.command({ replSetGetConfig: 1 })
  } catch (error) {
    if (!(error instanceof mongo.MongoServerError) || error.code !== NOT_YET_INITIALIZED)
      throw error
    await admin.command({ replSetInitiate: set })
  }
}

async function grant(database: mongo.Db, name: RecordRole, pwd: string): Promise<void> {
  const privileges = privilegesOf(name, database.databaseName)
  const role = { privileges, roles: [] }
  const { roles } = await database.command({ rolesInfo: name })
  await database.command(
    isKnown(roles) ? { updateRole: name, ...role } : { createRole: name, ...role },
  )
  const user = { pwd, roles: [{ role: name, db: database.databaseName }] }
  const { users } = await database.command({ usersInfo: name })
  await database.command(
    isKnown(users) ? { updateUser: name, ...user } : { createUser: name, ...user },
  )
}

function isKnown(found: unknown): boolean {
  return Array.isArray(found) && found.length > 0
}

async function dropFormerUser(database: mongo.Db): Promise<void> {
  try {
    await database.command({ dropUser: FORMER_USER })
  } catch (error) {
    if (!(error instanceof mongo.MongoServerError) || error.code !== USER_NOT_FOUND) throw error
  }
}
