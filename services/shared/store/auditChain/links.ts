/**
 * How audit lines are chained: each line carries a hash of its fields, its place, and the hash of
 * the line before it.
 *
 * The hash is keyed. With a plain hash, anybody who can write to the database could rewrite a chain from
 * any line to its end; the keys are in the configuration of the processes only. The end of a chain
 * is fixed by a mark outside its lines, which nobody without a key can move back.
 *
 * Which chain a line belongs to is decided here and nowhere else:
 * - what happened to a request or a card is in the list `audit` of its record: one chain per list,
 *   placed by position, its end marked in the same record (`auditEnd`);
 * - an act in a web app, a command or the deletion is in the collection `auditEntries`: one chain
 *   per subject, so all acts about a request share one; without a subject per actor; without both,
 *   as a login with an unknown name, per day. Ends are marked in the collection `auditChains`.
 */
import { createHmac } from 'node:crypto'
import type { AuditEntry } from '../auditEntry'

/** The records that hold a list of audit lines. */
export type AuditedRecord = 'requests' | 'cards'

/** Where a line is: its chain, its number in it, and the hash of the line before it. */
export interface AuditPlace {
  chain: string
  seq: number
  previous: string | null
}

const KEY_BYTES = 32

/** In `auditChains`: the time in milliseconds from which on every line must be in a chain. */
export const BEGIN = 'begin'

/**
 * The keys of AUDIT_KEYS: the first one signs new lines, all of them verify.
 * @throws when one is not base64 of 32 bytes
 */
export function parseAuditKeys(setting: string): Buffer[] {
  return setting.split(',').map((text) => {
    const key = Buffer.from(text.trim(), 'base64')
    if (key.length !== KEY_BYTES) throw new Error(`an audit key has ${KEY_BYTES} bytes in base64`)
    return key
  })
}

/** The chain of an entry of the collection `auditEntries`. */
export function chainOf({
  subject,
  actor,
  at,
}: Pick<AuditEntry, 'subject' | 'actor' | 'at'>): string {
  if (subject !== null) return `subject:${subject}`
  return actor === null ? `day:${at.toISOString().slice(0, 10)}` : `actor:${actor}`
}

/** The chain of the list of audit lines in a record. */
export function chainOfRecord(records: AuditedRecord, id: string): string {
  return `${records}:${id}`
}

export type AuditSeals = ReturnType<typeof createAuditSeals>

/** Hashes of lines and marks of ends, with the keys of `parseAuditKeys`. */
export function createAuditSeals(keys: readonly Buffer[]) {
  const seal = (key: Buffer, parts: unknown[]) =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url')
  const partsOfLine = ({ chain, seq, previous }: AuditPlace, line: object) => [
    'line',
    chain,
    seq,
    previous,
    fieldsOf(line),
  ]
  const partsOfEnd = (chain: string, count: number) => ['end', chain, count]
  const signing = keys[0]!
  const isSealed = (value: unknown, parts: unknown[]) =>
    keys.some((key) => value === seal(key, parts))
  return {
    /** The hash that a line gets at its place. */
    hashOf: (place: AuditPlace, line: object) => seal(signing, partsOfLine(place, line)),
    /** Whether a stored line, with its hash, belongs at this place. */
    fits: (place: AuditPlace, { hash, ...line }: { hash?: unknown }) =>
      isSealed(hash, partsOfLine(place, line)),
    /** Marks that a chain has so many lines. */
    endOf: (chain: string, count: number) => seal(signing, partsOfEnd(chain, count)),
    isEnd: (mark: unknown, chain: string, count: number) =>
      isSealed(mark, partsOfEnd(chain, count)),
  }
}

/**
 * All fields of a line in a fixed order. A field without a value counts as missing, since the
 * database returns some of them as null.
 */
function fieldsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fieldsOf)
  if (!isPlain(value)) return value
  return Object.keys(value)
    .filter((name) => value[name] !== null && value[name] !== undefined)
    .sort()
    .map((name) => [name, fieldsOf(value[name])])
}

/** Dates and ids of the database have a JSON form of their own. */
function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !('toJSON' in value)
}
