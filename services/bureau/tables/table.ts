/** A table of figures, shown on a page and downloaded as CSV and XLSX. */

/** A text, a number, or null where there is no value. */
export type Cell = string | number | null

export interface Table<Id extends string = string> {
  /** Part of the file's name. */
  id: Id
  title: string
  columns: string[]
  rows: Cell[][]
}
