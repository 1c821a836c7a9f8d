/** Rows of the corpus for receipts that are PDF files. */
import type { CorpusFile } from '../corpusFile'
import { rowsFor } from '../rows'
import type { Cause, Row } from '../rows'

const row = rowsFor('receipt')

/** Taken, with any notes for the clerk. */
export const taken: Row = row('taken')

/** Taken, with exactly these notes for the clerk. */
export function noted(...notes: NonNullable<CorpusFile['notes']>): Row {
  return row('taken', { notes })
}

/** Taken, and nothing is noted for the clerk. */
export const plain: Row = noted()

export function takenAs(because: Cause): Row {
  return row('taken', { because })
}

export function fixableAs(because: Cause): Row {
  return row('fixable', { because })
}

export function refusedAs(because: Cause): Row {
  return row('refused', { because })
}

/** Refused since it takes longer than a file may take. */
export const endedByPool: Row = row('refused', { because: 'tooCostly', endedByPool: true })
