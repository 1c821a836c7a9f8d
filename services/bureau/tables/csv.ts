/** Tables as CSV that opens in a Turkish Excel with a double click. */
import { stringify } from 'csv-stringify/sync'
import type { Table } from './table'

/**
 * UTF-8 with a byte order mark, so that Turkish letters are read; semicolons, since the comma is the
 * decimal sign there. A text that would be a formula gets an apostrophe in front.
 */
export function csvOf({ columns, rows }: Pick<Table, 'columns' | 'rows'>): Buffer {
  const text = stringify([columns, ...rows], {
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    escape_formulas: true,
  })
  return Buffer.from(text)
}

export const CSV_TYPE = 'text/csv; charset=utf-8'
