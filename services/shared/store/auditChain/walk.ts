/** The rule by which lines are a whole chain. */
import type { AuditSeals } from './links'

/** What does not fit at a broken link. */
export type Fault =
  /** A line before this one is missing. */
  | 'missing'
  /** The line, its place or the line before it was changed. */
  | 'changed'
  /** A line without a link, though chains had begun. */
  | 'unlinked'
  /** Lines at the end are missing, or the mark of the end was changed. */
  | 'shortened'

interface LinkedLine {
  hash?: unknown
}

/** A chain that is read line by line. */
export interface Walk {
  readonly chain: string
  /** Number that the next line must have. */
  readonly next: number
  readonly isBroken: boolean
  /** Takes the next line. @returns what does not fit; null if all does, or if it was broken before */
  take(line: LinkedLine, seq: number): Fault | null
}

/** @param first number of the first line */
export function createWalk(seals: Pick<AuditSeals, 'fits'>, chain: string, first: number): Walk {
  let previous: string | null = null
  let next = first
  let isBroken = false
  return {
    chain,
    get next() {
      return next
    },
    get isBroken() {
      return isBroken
    },
    take(line, seq) {
      const expected = next
      const { hash } = line
      next = seq + 1
      if (isBroken) return null
      const fault =
        seq !== expected ? 'missing' : seals.fits({ chain, seq, previous }, line) ? null : 'changed'
      previous = typeof hash === 'string' ? hash : null
      isBroken = fault !== null
      return fault
    },
  }
}
