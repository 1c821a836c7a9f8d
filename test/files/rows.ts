/** Rows of the corpus. */
import type { CorpusFile } from './corpusFile'

export type Row = (name: string, make: CorpusFile['make']) => CorpusFile
export type Cause = NonNullable<CorpusFile['because']>

/** Rows for the files of one kind. */
export function rowsFor(kind: CorpusFile['kind']) {
  return (becomes: CorpusFile['becomes'], more: Partial<CorpusFile> = {}): Row =>
    (name, make) => ({ name, kind, becomes, make, ...more })
}
