/**
 * What the comparison of record, runs and object store asks of its activities. Part of the contract;
 * histories contain it, so it holds only ids, numbers, codes and keys (D12).
 */
import type { Difference } from './domain/differences'

/** Input of the comparison; the schedule gives none. */
export interface ReconciliationInput {
  /** How long a difference must stand, in milliseconds; time for a run to write its step. */
  standsForMs?: number
  /** How old a file must be that nothing refers to, in milliseconds. */
  unusedAfterMs?: number
  /** Missing in the first run. */
  carried?: ReconciliationSoFar
}

/** What has been found, for the run that continues an earlier one. */
export interface ReconciliationSoFar {
  startedAt: string
  /** Last key that was compared; null before the first. */
  after: string | null
  found: Found
}

/** What looks different and is looked at again later. */
export interface Found {
  runs: readonly RunSuspect[]
  files: readonly FileSuspect[]
  /** How many more there were than are looked at again. */
  beyond: number
  /** How many open rows, open runs and files were compared. */
  compared: { rows: number; runs: number; files: number }
}

/** A row and a run that look different. */
export interface RunSuspect {
  part: 'request' | 'production'
  workflowId: string
  requestNumber: string
}

export interface FileSuspect {
  kind: 'fileMissing' | 'fileUnused'
  key: string
  versionId: string
  requestNumber: string | null
}

/** A version of a file in the store. */
export interface ListedFile {
  key: string
  versionId: string
  /** Too young to be reported as unused: its draft may not be written yet. */
  isYoung?: true
}

/** Files in the order of their keys. */
export interface FileList {
  files: readonly ListedFile[]
  /** Last key of the list; null at the end of the store. */
  upTo: string | null
}

export interface ReconciliationReport {
  startedAt: string
  at: string
  differences: readonly Difference[]
  beyond: number
  compared: Found['compared']
}

/** Reads record and engine, on the workflows' own queue. */
export interface ReconciliationActivities {
  /** Compares all open rows with their runs, and all open runs with their rows. */
  compareRuns(): Promise<Pick<Found, 'runs' | 'beyond'> & { rows: number; openRuns: number }>
  /** Compares the files of a list with what the record refers to between its first and last key. */
  compareFiles(
    list: FileList & { after: string | null },
  ): Promise<{ suspects: FileSuspect[]; beyond: number }>
  /** The suspects that still differ, by the runs' own answers. */
  confirmRuns(suspects: readonly RunSuspect[]): Promise<Difference[]>
  /** The suspects that still differ. @param stored for each, whether it is in the store */
  confirmFiles(question: {
    suspects: readonly FileSuspect[]
    stored: readonly boolean[]
  }): Promise<Difference[]>
  /** Keeps the report for metrics and operators, and logs every difference. */
  reportDifferences(report: ReconciliationReport): Promise<void>
}

/** Reads the store, on the queue `documents`. */
export interface StoreListActivities {
  /** @param before files stored after it are young */
  listFiles(question: { after: string | null; before: string }): Promise<FileList>
  /** For each file, whether this version is in the store. */
  areStored(files: readonly { key: string; versionId: string }[]): Promise<boolean[]>
}
