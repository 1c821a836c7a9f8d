/**
 * What the record, the runs and the object store can disagree about, and what an operator does about
 * it. Names only ids, numbers, codes and keys (D12).
 */

export const DIFFERENCE_KINDS = [
  'runMissing',
  'rowMissing',
  'runNotEnded',
  'stateDiffers',
  'runSilent',
  'fileMissing',
  'fileUnused',
] as const
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number]

/** A difference that has stood for some minutes. */
export interface Difference {
  kind: DifferenceKind
  /** Null for a file that no request refers to, and if the record does not know the run. */
  requestNumber: string | null
  /** Workflow id of the run, or key of the file. */
  subject: string
  /** What each of the three says; null where it has nothing to say. */
  record: string | null
  run: string | null
  store: string | null
}

/** A row of the record, as far as it is compared with its run. */
export interface RowSeen {
  isOpen: boolean
  state: string
}

/** A run, as the engine shows it. */
export interface EngineRun {
  isOpen: boolean
  /** Null if the run does not answer. */
  state: string | null
}

/** How a state is compared and shown: pending/inReview. */
export function stateText({ status, subState }: { status: string; subState: string }): string {
  return `${status}/${subState}`
}

/**
 * The state of a card by its own row and by that of its request, which the lists show; both, where
 * they disagree.
 */
export function cardStateText(
  card: { subState: string },
  request: { status: string; subState: string },
): string {
  const state = stateText({ status: 'approved', subState: card.subState })
  const shown = stateText(request)
  return shown === state ? state : `${state}; request ${shown}`
}

/** How a row and its run differ; null if they agree. */
export function differenceOf(
  row: RowSeen | null,
  run: EngineRun | null,
): Exclude<DifferenceKind, 'fileMissing' | 'fileUnused'> | null {
  if (!run?.isOpen) return row?.isOpen ? 'runMissing' : null
  if (row === null) return 'rowMissing'
  if (!row.isOpen) return 'runNotEnded'
  if (run.state === null) return 'runSilent'
  return run.state === row.state ? null : 'stateDiffers'
}

/**
 * What the operator runs. A request that is repaired continues from its record, and takes what its run
 * had answered and not recorded; so a run that disagrees is ended first.
 */
export function commandsFor({ kind, requestNumber, subject }: Difference): readonly string[] {
  const repair = `npm run repair -- ${requestNumber}`
  switch (kind) {
    case 'runMissing':
      return [repair]
    case 'stateDiffers':
      return [`${repair} --end-run`]
    case 'rowMissing':
    case 'runNotEnded':
    case 'runSilent':
      return [`temporal workflow describe --workflow-id ${subject}`]
    case 'fileMissing':
      return [`tar --extract --file files.tar.gz (${subject}, deploy/README.md)`]
    case 'fileUnused':
      return ['npm run differences -- --delete-unused']
  }
}

/** How many differences there are of each kind. */
export function countByKind(
  differences: readonly Pick<Difference, 'kind'>[],
): Record<DifferenceKind, number> {
  const counts = Object.fromEntries(DIFFERENCE_KINDS.map((kind) => [kind, 0]))
  for (const { kind } of differences) counts[kind]! += 1
  return counts as Record<DifferenceKind, number>
}
