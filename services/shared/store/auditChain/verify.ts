/** Proves the chains of audit lines, reading them in a stream. */
import type { StoredAuditEntry } from '../auditEntry'
import type { Store } from '../connection'
import type { ChainEnd } from './chainEnd'
import { BEGIN, chainOf, chainOfRecord } from './links'
import type { AuditedRecord } from './links'
import { createWalk } from './walk'
import type { Fault, Walk } from './walk'

export interface Break {
  chain: string
  /** Number of the line in its chain. */
  seq: number
  /** Key or id of the line; null where it is missing. */
  line: string | null
  fault: Fault
}

export interface Verified {
  chains: number
  lines: number
  /** Lines from before the chains began. */
  unlinked: number
  broken: number
}

interface ListLine {
  key: string
  at: Date
  hash?: unknown
}

/**
 * Verifies every chain. It may run while lines are written.
 * @param onBreak gets the first broken link of each broken chain
 */
export async function verifyAudit(
  store: Store,
  onBreak: (broken: Break) => void,
): Promise<Verified> {
  const found: Verified = { chains: 0, lines: 0, unlinked: 0, broken: 0 }
  const report = (broken: Break) => {
    found.broken += 1
    onBreak(broken)
  }
  const from = await beginOf(store)
  if (from === null) report({ chain: BEGIN, seq: 0, line: null, fault: 'shortened' })
  const means = { store, found, report, from: from ?? new Date(0) }
  await verifyLists(means, 'requests')
  await verifyLists(means, 'cards')
  await verifyEntries(means)
  await reportUnlinked(means)
  return found
}

interface Means {
  store: Store
  found: Verified
  report: (broken: Break) => void
  /** From when on every line must be in a chain. */
  from: Date
}

async function beginOf({ auditChains, audit }: Store): Promise<Date | null> {
  const begin = await auditChains.findById(BEGIN).lean()
  const isTrue = begin !== null && audit.seals.isEnd(begin.seal, BEGIN, begin.count)
  return isTrue ? new Date(begin.count) : null
}

/** The lists in the records of one kind. */
async function verifyLists(means: Means, records: AuditedRecord): Promise<void> {
  const { store, found, report } = means
  const rows = store.connection
    .collection<{ _id: string; audit: ListLine[]; auditEnd?: string }>(records)
    .find({}, { projection: { audit: 1, auditEnd: 1 } })
  for await (const { _id, audit, auditEnd } of rows) {
    const chain = chainOfRecord(records, _id)
    found.chains += 1
    found.lines += audit.length
    found.unlinked += audit.filter(({ hash }) => hash === undefined).length
    const broken = listBreak(means, chain, audit, auditEnd)
    if (broken !== null) report(broken)
  }
}

function listBreak(
  { store, from }: Means,
  chain: string,
  audit: readonly ListLine[],
  auditEnd: string | undefined,
): Break | null {
  const { seals } = store.audit
  const firstLinked = audit.findIndex(({ hash }) => hash !== undefined)
  const old = firstLinked === -1 ? audit.length : firstLinked
  const tooNew = audit.slice(0, old).findIndex(({ at }) => at >= from)
  if (tooNew !== -1) return { chain, seq: tooNew, line: audit[tooNew]!.key, fault: 'unlinked' }
  if (old === audit.length && auditEnd === undefined) return null
  const walk = createWalk(seals, chain, old)
  for (const [index, line] of audit.slice(old).entries()) {
    const seq = old + index
    const fault = line.hash === undefined ? 'unlinked' : walk.take(line, seq)
    if (fault !== null) return { chain, seq, line: line.key, fault }
  }
  const { length } = audit
  return seals.isEnd(auditEnd, chain, length)
    ? null
    : { chain, seq: length, line: null, fault: 'shortened' }
}

/** The chains of the collection `auditEntries`, read side by side with the marks of their ends. */
async function verifyEntries(means: Means): Promise<void> {
  const { store, found, report } = means
  const entries = store.connection
    .collection<StoredAuditEntry>('auditEntries')
    .find({ chain: { $exists: true } })
    .sort({ chain: 1, seq: 1 })
    .hint({ chain: 1, seq: 1 })
  const ends = endReader(means)
  let walk: Walk | null = null
  for await (const entry of entries) {
    const chain = entry.chain!
    if (walk === null || walk.chain !== chain) {
      if (walk !== null) await checkEnd(means, walk, await ends.of(walk.chain))
      walk = createWalk(store.audit.seals, chain, 1)
      found.chains += 1
    }
    found.lines += 1
    const expected = walk.next
    const fault = walk.take(entry, entry.seq!)
    if (fault === 'missing') report({ chain, seq: expected, line: null, fault })
    else if (fault !== null) report({ chain, seq: expected, line: String(entry._id), fault })
  }
  if (walk !== null) await checkEnd(means, walk, await ends.of(walk.chain))
  await ends.readRest()
}

/** A chain may be longer than its mark, which follows the line; it is never shorter. */
async function checkEnd(
  { store, report }: Means,
  { chain, next, isBroken }: Walk,
  marked: ChainEnd | null,
): Promise<void> {
  if (isBroken) return
  // Chain and mark were read one after the other, and both may have grown since.
  const end = marked ?? (await store.auditChains.findById(chain).lean())
  const isTrue = end !== null && store.audit.seals.isEnd(end.seal, chain, end.count)
  const isThere =
    isTrue &&
    (end.count < next || (await store.auditEntries.exists({ chain, seq: end.count })) !== null)
  if (!isThere) report({ chain, seq: next, line: null, fault: 'shortened' })
}

/** The marks of ends in the order of the chains; reports chains of which no entry is left. */
function endReader({ store, report }: Means) {
  const marks = store.connection
    .collection<ChainEnd>('auditChains')
    .find({ _id: { $ne: BEGIN } })
    .sort({ _id: 1 })
  let mark: ChainEnd | null | undefined
  const next = async () => {
    mark = await marks.next()
  }
  const reportGone = async ({ _id: chain, count, seal }: ChainEnd) => {
    if (!store.audit.seals.isEnd(seal, chain, count))
      report({ chain, seq: 0, line: null, fault: 'shortened' })
    else if (count > 0 && (await store.auditEntries.exists({ chain })) === null)
      report({ chain, seq: 1, line: null, fault: 'missing' })
  }
  return {
    async of(chain: string): Promise<ChainEnd | null> {
      if (mark === undefined) await next()
      while (mark && isBefore(mark._id, chain)) {
        await reportGone(mark)
        await next()
      }
      if (mark?._id !== chain) return null
      const found = mark
      await next()
      return found
    },
    async readRest(): Promise<void> {
      if (mark === undefined) await next()
      for (; mark; await next()) await reportGone(mark)
    },
  }
}

/** In the database's order: by the bytes of UTF-8. */
function isBefore(one: string, other: string): boolean {
  return Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0
}

async function reportUnlinked({ store, found, report, from }: Means): Promise<void> {
  const entries = store.connection
    .collection<StoredAuditEntry>('auditEntries')
    .find({ chain: { $exists: false } })
  for await (const entry of entries) {
    found.lines += 1
    found.unlinked += 1
    if (entry.at >= from)
      report({ chain: chainOf(entry), seq: 0, line: String(entry._id), fault: 'unlinked' })
  }
}
