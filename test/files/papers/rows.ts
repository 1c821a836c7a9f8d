/** Rows of the corpus for receipts that are PDF files. */
import type { CorpusFile } from '../corpusFile'

type Row = (name: string, make: CorpusFile['make']) => CorpusFile
type Cause = NonNullable<CorpusFile['because']>

const row =
  (becomes: CorpusFile['becomes'], more: Partial<CorpusFile> = {}): Row =>
  (name, make) => ({ name, kind: 'receipt', becomes, make, ...more })

/** Taken; what the clerk is told of it is left open. */
export const taken: Row = row('taken')

/** Taken, and the clerk is told of exactly this. */
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
