/**
 * Sets up MongoDB's replica set and the application's user, who may read and write one database
 * only.
 */
import { mongo } from 'mongoose'

const NOT_YET_INITIALIZED = 94

/** The replica set has no primary yet. */
class NoPrimaryYet extends Error {
  override readonly name = 'NoPrimaryYet'
}

/**
 * Initiates a replica set of one member, and creates the user or updates its password.
 * @param adminUrl address of the member as administrator, with `directConnection=true`
 * @param url address that the processes use; user, password, host, database and replica set are
 *   read from it
 * @throws NoPrimaryYet when there is no primary yet; retry
 */
export async function prepareRecord({
  adminUrl,
  url,
}: {
  adminUrl: string
  url: string
}): Promise<void> {
  const { username, password, host, pathname, searchParams } = new URL(url)
  const database = pathname.slice(1)
  const client = new mongo.MongoClient(adminUrl, { serverSelectionTimeoutMS: 5_000 })
  try {
    const admin = client.db('admin')
    const { isWritablePrimary } = await admin.command({ hello: 1 })
    if (!isWritablePrimary) {
      await initiate(admin, { _id: searchParams.get('replicaSet'), members: [{ _id: 0, host }] })
      throw new NoPrimaryYet(`${host} has not elected itself yet`)
    }
    await grantUser(client.db(database), decodeURIComponent(username), decodeURIComponent(password))
  } finally {
    await client.close()
  }
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

async function grantUser(database: mongo.Db, user: string, pwd: string): Promise<void> {
  const { users } = await database.command({ usersInfo: user })
  const roles = [{ role: 'readWrite', db: database.databaseName }]
  const known = Array.isArray(users) && users.length > 0
  await database.command(
    known ? { updateUser: user, pwd, roles } : { createUser: user, pwd, roles },
  )
}
