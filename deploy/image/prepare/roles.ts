/** What each process may do with which collection of the record. */
import type { mongo } from 'mongoose'

/** The users of the record, each with a role of the same name. */
export const RECORD_ROLES = ['portal', 'bureau', 'requests', 'registry', 'operator'] as const
export type RecordRole = (typeof RECORD_ROLES)[number]

/** Letters of `RIGHTS`: read, insert, update, delete, watch, index (of own sessions and notes). */
const ACTIONS: Record<string, string[]> = {
  r: ['find'],
  i: ['insert'],
  u: ['update'],
  d: ['remove'],
  w: ['changeStream'],
  x: ['createIndex', 'createCollection'],
}

/** Nobody may change or delete audit lines; what ends by term is deleted by `requests` alone. */
const AUDIT = { auditEntries: 'ri', auditChains: 'riu' }
const webApp = (name: 'portal' | 'bureau') => ({
  ...AUDIT,
  [`${name}Sessions`]: 'riudx',
  [`${name}PageNotes`]: 'riudx',
  rateLimits: 'riud',
  cards: 'r',
  documentPages: 'riu',
  families: 'r',
  leaveDays: 'r',
  people: 'r',
  reasonSentences: 'r',
  requests: 'r',
  staff: 'r',
  units: 'r',
})

const RIGHTS: Record<RecordRole, Record<string, string>> = {
  portal: {
    ...webApp('portal'),
    accounts: 'riu',
    counters: 'riu',
    // To have files deleted that it may not delete itself.
    deletions: 'i',
    drafts: 'riu',
    explanations: 'riu',
    families: 'rw',
    familyRefreshes: 'rw',
    notices: 'ruw',
    requests: 'rw',
  },
  bureau: {
    ...webApp('bureau'),
    accounts: 'ru',
    batches: 'riu',
    drafts: 'r',
    explanations: 'ri',
    familyRefreshes: 'r',
    leases: 'riudw',
    leaveDays: 'riu',
    reasonSentences: 'riu',
    requests: 'rw',
    savedFilters: 'rid',
    heldDecisions: 'riud',
    searches: 'ri',
  },
  requests: {
    ...AUDIT,
    accounts: 'r',
    batches: 'ru',
    cards: 'riu',
    deletions: 'riu',
    documentPages: 'rd',
    drafts: 'rud',
    explanations: 'rd',
    families: 'r',
    familyRefreshes: 'riu',
    leaveDays: 'r',
    notices: 'riu',
    people: 'r',
    reconciliations: 'riu',
    repairs: 'r',
    requests: 'riu',
    staff: 'r',
  },
  registry: {
    accounts: 'r',
    auditChains: 'r',
    cards: 'r',
    families: 'riu',
    familyRefreshes: 'r',
    people: 'riu',
    requests: 'r',
  },
  operator: {
    ...AUDIT,
    accounts: 'riu',
    cards: 'r',
    // To have files deleted that nothing refers to.
    deletions: 'i',
    explanations: 'r',
    leaveDays: 'r',
    people: 'r',
    // To have runs begun again that change what it may not change itself.
    reconciliations: 'r',
    repairs: 'ri',
    requests: 'r',
    staff: 'riu',
    units: 'riu',
  },
}

/** The privileges of a role in a database. It also sees which indexes exist. */
export function privilegesOf(role: RecordRole, db: string): mongo.Document[] {
  const ofCollections = Object.entries(RIGHTS[role]).map(([collection, letters]) => ({
    resource: { db, collection },
    actions: [...letters].flatMap((letter) => ACTIONS[letter]!),
  }))
  return [...ofCollections, { resource: { db, collection: '' }, actions: ['listIndexes'] }]
}
