import type { mongo as driver } from 'mongoose'

/** The database of sessions and attempt counters. */
export interface Mongo {
  client: driver.MongoClient
  database: string
}
