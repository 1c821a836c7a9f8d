/** What the operators' commands share: arguments, the record, and plain words for what went wrong. */
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import mongoose from 'mongoose'
import { readEnvironment } from '../../../services/shared/config/environment'
import { recordSettings } from '../../../services/shared/config/settings'
import { exitOnFailure } from '../../../services/shared/process/exitOnFailure'
import { connectStore } from '../../../services/shared/store/connection'
import type { Store } from '../../../services/shared/store/connection'
import { EngineUnavailable } from '../../../services/shared/temporal/connection'
import type { LineFault, Table } from './csvTable'
import { messages } from './messages'

/** Who the audit trail names for what a command did. */
export const OPERATOR = 'operator'

/** What the operator has to change; the message says what. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused'
}

/** Runs a command on the record; what it returns is printed. */
export function runCommand(command: (store: Store) => Promise<readonly string[]>): void {
  exitOnFailure(async () => {
    try {
      const { MONGO_URL, AUDIT_KEYS } = readEnvironment('command', recordSettings, process.env)
      const store = await connectStore(MONGO_URL, AUDIT_KEYS)
      try {
        console.log((await command(store)).join('\n'))
      } finally {
        await store.close()
      }
    } catch (error) {
      const words = wordsFor(error)
      if (words === null) throw error
      console.error(words)
      process.exitCode = 1
    }
  })
}

function wordsFor(error: unknown): string | null {
  if (error instanceof CommandRefused) return error.message
  if (error instanceof EngineUnavailable) return messages.engineUnavailable
  return error instanceof mongoose.Error.MongooseServerSelectionError
    ? messages.databaseUnavailable
    : null
}

/** A table as its command reads it, plans what becomes of it, and writes it. */
export interface TableLoad<Row, Plan extends TablePlan> {
  name: string
  headings: readonly string[]
  read(bytes: Buffer): { rows: Row[]; faults: LineFault[] }
  plan(store: Store, rows: readonly Row[]): Promise<Plan>
  /** @returns what else to print */
  apply(store: Store, plan: Plan): Promise<readonly string[]>
}

export interface TablePlan {
  faults: LineFault[]
  notes: string[]
  counts: Parameters<typeof messages.plan>[0]
}

/**
 * Loads a table: a dry run, unless `--apply` is given.
 * @throws CommandRefused with every fault by line; nothing is written then
 */
export async function loadTable<Row, Plan extends TablePlan>(
  store: Store,
  { name, headings, read, plan: planFor, apply }: TableLoad<Row, Plan>,
): Promise<readonly string[]> {
  const { file, isApplied } = tableArguments(messages.usageTable(name, headings))
  const { rows, faults } = read(fileBytes(file))
  refuseFaults(
    rows.length === 0 && faults.length === 0 ? [{ line: 1, text: messages.empty }] : faults,
  )
  const plan = await planFor(store, rows)
  refuseFaults(plan.faults)
  const report = [messages.plan(plan.counts), ...plan.notes]
  if (!isApplied) return [...report, messages.dryRun]
  return [...report, ...(await apply(store, plan)), messages.applied]
}

/** Rows of which each has been read, or its faults. */
export function readRows<Heading extends string, Row>(
  { rows, faults }: Table<Heading>,
  read: (
    cells: Record<Heading, string>,
    line: number,
  ) => { row: Row } | { faults: readonly string[] },
): { rows: Row[]; faults: LineFault[] } {
  const good: Row[] = []
  const wrong = [...faults]
  for (const { cells, line } of rows) {
    const result = read(cells, line)
    if ('row' in result) good.push(result.row)
    else wrong.push(...result.faults.map((text) => ({ line, text })))
  }
  return { rows: good, faults: wrong }
}

function tableArguments(usage: string): { file: string; isApplied: boolean } {
  try {
    const { values, positionals } = parseArgs({
      options: { apply: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [file] = positionals
    if (file !== undefined && positionals.length === 1) return { file, isApplied: values.apply }
  } catch {
    // An unknown option.
  }
  throw new CommandRefused(usage)
}

const STANDARD_INPUT = 0

function fileBytes(file: string): Buffer {
  try {
    return readFileSync(file === '-' ? STANDARD_INPUT : file)
  } catch {
    throw new CommandRefused(messages.fileUnreadable(file))
  }
}

function refuseFaults(faults: readonly LineFault[]): void {
  if (faults.length === 0) return
  const lines = [...faults].sort((one, other) => one.line - other.line)
  throw new CommandRefused(
    [
      ...lines.map(({ line, text }) => messages.lineFault(line, text)),
      messages.faults(faults.length),
    ].join('\n'),
  )
}
