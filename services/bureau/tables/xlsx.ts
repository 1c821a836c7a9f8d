/** Tables as a workbook of Excel, with a sheet for each. */
import writeExcelFile from 'write-excel-file/node'
import type { Table } from './table'

/** Excel allows no more letters in the name of a sheet. */
const MOST_LETTERS = 31
/** Letters that Excel does not allow there. */
const FORBIDDEN = /[:\\/?*[\]]/g
const WIDEST = 60

/** Texts are cells of type text, so that none is read as a formula. */
export function xlsxOf(tables: readonly Table[]): Promise<Buffer> {
  return writeExcelFile(
    tables.map(({ title, columns, rows }) => ({
      sheet: title.replace(FORBIDDEN, ' ').slice(0, MOST_LETTERS),
      columns: columns.map((heading, index) => ({ width: widthOf(heading, rows, index) })),
      stickyRowsCount: 1,
      data: [columns.map((value) => ({ value, fontWeight: 'bold' as const })), ...rows],
    })),
  ).toBuffer()
}

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** In letters. */
function widthOf(heading: string, rows: Table['rows'], index: number): number {
  const longest = Math.max(
    ...[heading, ...rows.map((row) => row[index] ?? '')].map((cell) => String(cell).length),
  )
  return Math.min(WIDEST, longest + 2)
}
