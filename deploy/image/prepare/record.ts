/** The replica set of the record, and the user that the processes are: it reads and writes one database and nothing else. */
import { mongo } from 'mongoose'

const NOT_YET_INITIALIZED = 94

/** A replica set is on its way and has no primary yet. */
class NoPrimaryYet extends Error {
  override readonly name = 'NoPrimaryYet'
}

/**
 * Brings a set of one member to life, and makes the user or gives it the password that it has now.
 * @param adminUrl the member as its administrator, with `directConnection=true`
 * @param url what the processes connect with: user, password, host, database and replica set are read from it
 * @throws NoPrimaryYet when the member has not elected itself yet: try again
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
