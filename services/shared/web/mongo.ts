import type { mongo as driver } from 'mongoose'

/** Where sessions and counts of attempts are kept. */
export interface Mongo {
  client: driver.MongoClient
  database: string
}
