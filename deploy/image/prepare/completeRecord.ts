import mongoose from 'mongoose'
import { accountSchema } from '../../../services/shared/store/account'
import { completeNameWords } from '../../../services/shared/store/nameWords'
import { personSchema } from '../../../services/shared/store/person'

/** Adds to the records of earlier versions what they lack. */
export async function completeRecord(url: string): Promise<void> {
  const connection = await mongoose.createConnection(url, { autoIndex: false }).asPromise()
  try {
    await completeNameWords({
      people: connection.model('Person', personSchema, 'people'),
      accounts: connection.model('Account', accountSchema, 'accounts'),
    })
  } finally {
    await connection.close()
  }
}
