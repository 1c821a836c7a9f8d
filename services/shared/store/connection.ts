/** One MongoDB connection per process, with its models. */
import mongoose from 'mongoose'
import { accountSchema } from './account'
import { createAuditLog } from './auditChain/auditLog'
import { chainEndSchema } from './auditChain/chainEnd'
import { createAuditSeals, parseAuditKeys } from './auditChain/links'
import { auditEntrySchema } from './auditEntry'
import { batchSchema } from './batch'
import { cardSchema } from './card'
import { counterSchema } from './counter'
import { reasonSentenceSchema } from './reasonSentences'
import { repairSchema } from './repair'
import { deletionSchema } from './deletion'
import { documentPagesSchema } from './documentPages'
import { draftSchema } from './draft'
import { explanationSchema } from './explanation'
import { familySchema } from './family'
import { familyRefreshSchema } from './familyRefresh'
import { leaseSchema } from './lease'
import { leaveDaySchema } from './leaveDay'
import { heldDecisionSchema } from './heldDecision'
import { noticeSchema } from './notice'
import { personSchema } from './person'
import { rateLimitSchema } from './rateLimit'
import { reconciliationSchema } from './reconciliation'
import { requestSchema } from './request'
import { savedFilterSchema } from './savedFilter'
import { searchSchema } from './search'
import { staffMemberSchema } from './staffMember'
import { unitSchema } from './unit'

/**
 * Connects and builds every index before returning, so that the lock of D5 exists before the first
 * write.
 * @param url MongoDB address with the database's name; a replica set, since approvals are
 *   transactions (D2)
 * @param auditKeys the setting AUDIT_KEYS, with which audit lines are linked
 */
export async function connectStore(url: string, auditKeys: string) {
  const connection = await mongoose
    .createConnection(url, {
      serverSelectionTimeoutMS: 2_500,
      socketTimeoutMS: 10_000,
      writeConcern: { w: 'majority' },
      readConcern: { level: 'majority' },
      autoIndex: false,
    })
    .asPromise()
  const entries = connection.model('AuditEntry', auditEntrySchema, 'auditEntries')
  const ends = connection.model('ChainEnd', chainEndSchema, 'auditChains')
  const audit = createAuditLog({ entries, ends }, createAuditSeals(parseAuditKeys(auditKeys)))
  const store = {
    connection,
    audit,
    accounts: connection.model('Account', accountSchema, 'accounts'),
    /** To read; entries are written by `audit`, which links them. */
    auditEntries: entries as Pick<typeof entries, 'find' | 'findOne' | 'countDocuments' | 'exists'>,
    auditChains: ends,
    batches: connection.model('Batch', batchSchema, 'batches'),
    cards: connection.model('Card', cardSchema, 'cards'),
    counters: connection.model('Counter', counterSchema, 'counters'),
    reasonSentences: connection.model('ReasonSentence', reasonSentenceSchema, 'reasonSentences'),
    repairs: connection.model('Repair', repairSchema, 'repairs'),
    deletions: connection.model('Deletion', deletionSchema, 'deletions'),
    documentPages: connection.model('DocumentPages', documentPagesSchema, 'documentPages'),
    drafts: connection.model('Draft', draftSchema, 'drafts'),
    explanations: connection.model('Explanation', explanationSchema, 'explanations'),
    families: connection.model('Family', familySchema, 'families'),
    familyRefreshes: connection.model('FamilyRefresh', familyRefreshSchema, 'familyRefreshes'),
    leases: connection.model('Lease', leaseSchema, 'leases'),
    leaveDays: connection.model('LeaveDay', leaveDaySchema, 'leaveDays'),
    heldDecisions: connection.model('HeldDecision', heldDecisionSchema, 'heldDecisions'),
    notices: connection.model('Notice', noticeSchema, 'notices'),
    people: connection.model('Person', personSchema, 'people'),
    rateLimits: connection.model('RateLimit', rateLimitSchema, 'rateLimits'),
    reconciliations: connection.model('Reconciliation', reconciliationSchema, 'reconciliations'),
    requests: connection.model('Request', requestSchema, 'requests'),
    savedFilters: connection.model('SavedFilter', savedFilterSchema, 'savedFilters'),
    searches: connection.model('Search', searchSchema, 'searches'),
    staff: connection.model('StaffMember', staffMemberSchema, 'staff'),
    units: connection.model('Unit', unitSchema, 'units'),
    /** Closes the connection after running operations. */
    close: async () => {
      await audit.settled()
      await connection.close()
    },
    /** Throws when the database does not answer. */
    ping: async () => {
      await connection.db!.admin().ping()
    },
  }
  await Promise.all(Object.values(connection.models).map((model) => buildIndexes(model)))
  await audit.begin(new Date())
  return store
}

/**
 * Builds the indexes of a collection. A process that may not has them built by the preparations.
 * @throws when one is missing
 */
async function buildIndexes(
  model: Pick<mongoose.Model<unknown>, 'createIndexes' | 'diffIndexes' | 'collection'>,
): Promise<void> {
  try {
    await model.createIndexes()
  } catch (error) {
    if (!isUnauthorized(error)) throw error
    const { toCreate } = await model.diffIndexes()
    if (toCreate.length > 0)
      throw new Error(`${model.collection.collectionName} has no index ${JSON.stringify(toCreate)}`)
  }
}

const UNAUTHORIZED = 13

function isUnauthorized(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === UNAUTHORIZED
}

export type Store = Awaited<ReturnType<typeof connectStore>>
