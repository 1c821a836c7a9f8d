/** Reads a table that Turkish Excel saved as “CSV UTF-8”: with a BOM, `;`, and a line of headings. */
import { CsvError, parse } from 'csv-parse/sync'
import { plainLetters } from '../../../workflows/domain/plainLetters'
import { messages } from './messages'

/** What is wrong in a line of the file; its first line is 1. */
export interface LineFault {
  line: number
  text: string
}

/** A line of the table by heading. */
export interface TableRow<Heading extends string> {
  line: number
  cells: Record<Heading, string>
}

export interface Table<Heading extends string> {
  rows: TableRow<Heading>[]
  faults: LineFault[]
}

interface Parsed {
  record: string[]
  info: { lines: number }
}

/** @param headings in plain letters, see `plainLetters`; their order in the file does not matter */
export function readTable<Heading extends string>(
  bytes: Buffer,
  headings: readonly Heading[],
): Table<Heading> {
  const text = decoded(bytes)
  if (text === null) return onlyFault(1, messages.notUtf8)
  const parsed = parsedLines(text)
  if ('fault' in parsed) return { rows: [], faults: [parsed.fault] }
  const [head, ...lines] = parsed.lines
  const found = (head?.record ?? []).map((name) => plainLetters(name))
  const missing = headings.filter((heading) => !found.includes(heading))
  const unknown = found.filter((name) => !(headings as readonly string[]).includes(name))
  if (missing.length > 0 || unknown.length > 0 || new Set(found).size < found.length)
    return onlyFault(1, messages.wrongHeadings(headings))
  return tableOf(lines, found as Heading[])
}

function tableOf<Heading extends string>(
  lines: readonly Parsed[],
  headings: readonly Heading[],
): Table<Heading> {
  const table: Table<Heading> = { rows: [], faults: [] }
  for (const { record, info } of lines) {
    const line = info.lines
    if (record.length !== headings.length)
      table.faults.push({ line, text: messages.wrongWidth(headings.length, record.length) })
    else
      table.rows.push({
        line,
        cells: Object.fromEntries(headings.map((heading, at) => [heading, record[at]!])) as Record<
          Heading,
          string
        >,
      })
  }
  return table
}

function decoded(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function parsedLines(text: string): { lines: Parsed[] } | { fault: LineFault } {
  const [firstLine = ''] = text.split('\n', 1)
  try {
    const lines = parse(text, {
      bom: true,
      delimiter: firstLine.includes(';') ? ';' : ',',
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
    }) as unknown as Parsed[]
    return { lines }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { lines } = error as CsvError & { lines?: number }
    return { fault: { line: lines ?? 1, text: messages.wrongQuotes } }
  }
}

function onlyFault<Heading extends string>(line: number, text: string): Table<Heading> {
  return { rows: [], faults: [{ line, text }] }
}
