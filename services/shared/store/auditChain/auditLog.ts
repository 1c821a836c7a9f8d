/** Writes audit lines, each linked to the one before it in its chain (links.ts). */
import { mongo } from 'mongoose'
import type { ClientSession, Model } from 'mongoose'
import type { AuditEntry, StoredAuditEntry } from '../auditEntry'
import { isDuplicateKey } from '../duplicateKey'
import type { ChainEnd } from './chainEnd'
import { BEGIN, chainOf, chainOfRecord } from './links'
import type { AuditedRecord, AuditSeals } from './links'

/**
 * How often an entry tries to become the next one of its chain. Each failure means that another
 * process has written one.
 */
const TRIES = 200
const DAY_MS = 24 * 3_600_000

/** Where the list of audit lines in a record ends, as `LIST_END` reads it. */
export interface ListEnd {
  count: number
  last: string | null
}

/** Projection of a ListEnd. */
export const LIST_END = {
  count: { $size: '$audit' },
  last: { $last: '$audit.hash' },
} as const

/** The end of a list that was read as a whole. */
export function endOf(lines: readonly { hash?: string }[]): ListEnd {
  return {
    count: lines.length,
    last: lines.findLast(({ hash }) => hash !== undefined)?.hash ?? null,
  }
}

export function createAuditLog(
  { entries, ends }: { entries: Model<StoredAuditEntry>; ends: Model<ChainEnd> },
  seals: AuditSeals,
) {
  const turns = new Map<string, Promise<void>>()
  const moves = new Set<Promise<unknown>>()

  /**
   * Appends an entry to its chain. Costs one small read more than the entry itself; the first entry
   * of a chain also marks that the chain exists, and the mark of the end follows unwaited.
   */
  function append(entry: AuditEntry): Promise<void> {
    // In turn, so that entries of this process do not compete for the same place.
    const chain = chainOf(entry)
    const write = () => appendTo(chain, entry)
    const turn = (turns.get(chain) ?? Promise.resolve()).then(write, write)
    turns.set(chain, turn)
    const done = () => {
      if (turns.get(chain) === turn) turns.delete(chain)
    }
    turn.then(done, done)
    return turn
  }

  async function appendTo(chain: string, entry: AuditEntry): Promise<void> {
    for (let tries = 1; ; tries++) {
      const last = await entries
        .findOne({ chain }, { seq: 1, hash: 1 })
        .sort({ seq: -1 })
        .readConcern('local')
        .lean()
      if (last === null) await openChain(chain)
      const line = lineAfter(last, chain, entry)
      try {
        await entries.create(line)
      } catch (error) {
        if (!isDuplicateKey(error) || tries === TRIES) throw error
        continue
      }
      return moveEnd(chain, line.seq)
    }
  }

  /** Appends entries in a transaction; one that competes for a place is repeated as a whole. */
  async function appendAll(batch: readonly AuditEntry[], session: ClientSession): Promise<void> {
    for (const entry of batch) {
      const chain = chainOf(entry)
      const last = await entries
        .findOne({ chain }, { seq: 1, hash: 1 }, { session })
        .sort({ seq: -1 })
        .lean()
      if (last === null) await openChain(chain, session)
      const line = lineAfter(last, chain, entry)
      await entries.create([line], { session })
      await ends.updateOne(...endMove(chain, line.seq), { session })
    }
  }

  function lineAfter(
    last: Pick<StoredAuditEntry, 'seq' | 'hash'> | null,
    chain: string,
    entry: AuditEntry,
  ) {
    const place = { chain, seq: (last?.seq ?? 0) + 1, previous: last?.hash ?? null }
    const content = { _id: new mongo.ObjectId(), ...entry }
    const { seq } = place
    return { ...content, chain, seq, hash: seals.hashOf(place, { ...content, chain, seq }) }
  }

  /** Before its first entry, so that a chain that is gone as a whole is missed. */
  async function openChain(chain: string, session?: ClientSession): Promise<void> {
    await ends.updateOne(
      { _id: chain },
      { $setOnInsert: { count: 0, seal: seals.endOf(chain, 0) } },
      { upsert: true, ...(session === undefined ? {} : { session }) },
    )
  }

  /**
   * Nobody waits for it: until the next entry, a killed process may leave the mark one entry short,
   * and the entry is proven by its own hash.
   */
  function moveEnd(chain: string, count: number): void {
    const move: Promise<unknown> = ends
      .updateOne(...endMove(chain, count))
      .exec()
      .catch(() => undefined)
      .finally(() => moves.delete(move))
    moves.add(move)
  }

  function endMove(chain: string, count: number) {
    const seal = seals.endOf(chain, count)
    return [{ _id: chain, count: { $lt: count } }, { $set: { count, seal } }] as const
  }

  /**
   * Links a line to the end of the list in a record.
   * @returns the line, and the mark of the new end to be set as `auditEnd` in the same update. The
   *   caller reads the end and writes the line in one transaction, or with a condition that no
   *   other line was written in between
   */
  function link<Line extends object>(
    records: AuditedRecord,
    id: string,
    { count, last }: ListEnd,
    line: Line,
  ): { line: Line & { hash: string }; auditEnd: string } {
    const chain = chainOfRecord(records, id)
    const place = { chain, seq: count, previous: last ?? null }
    return {
      line: { ...line, hash: seals.hashOf(place, line) },
      auditEnd: seals.endOf(chain, count + 1),
    }
  }

  /** The list of a new record, with its first line. */
  function firstLine<Line extends object>(records: AuditedRecord, id: string, line: Line) {
    const linked = link(records, id, { count: 0, last: null }, line)
    return { audit: [linked.line], auditEnd: linked.auditEnd }
  }

  /**
   * Marks from when on every line must be in a chain, unless that is marked already: from now in an
   * empty record, from tomorrow on in one of an earlier version, whose processes run a little while
   * longer next to the new ones.
   */
  async function begin(now: Date): Promise<void> {
    if ((await ends.exists({ _id: BEGIN })) !== null) return
    const isEmpty = (await entries.exists({})) === null
    const from = now.getTime() + (isEmpty ? 0 : DAY_MS)
    await ends.updateOne(
      { _id: BEGIN },
      { $setOnInsert: { count: from, seal: seals.endOf(BEGIN, from) } },
      { upsert: true },
    )
  }

  return {
    append,
    appendAll,
    begin,
    link,
    firstLine,
    seals,
    /** Resolves when all marks of ends are written. */
    settled: async () => {
      await Promise.all(moves)
    },
  }
}
