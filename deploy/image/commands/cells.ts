/** Judges the cells of a line. */
import { messages } from './messages'

const LONGEST_TEXT = 200

/** The faults of a cell that must have a text, and a form if one is given. */
export function cellFaults(
  heading: string,
  cell: string,
  form?: { isRight: (cell: string) => boolean; words: string },
): string[] {
  if (cell === '') return [messages.missing(heading)]
  if (cell.length > LONGEST_TEXT) return [messages.tooLong(heading, LONGEST_TEXT)]
  return form === undefined || form.isRight(cell) ? [] : [messages.malformed(heading, form.words)]
}

/** A code of a unit, or a registry number. */
export const isCode = (cell: string): boolean => /^[A-Za-z0-9-]{1,20}$/.test(cell)

export const isPhone = (cell: string): boolean => /^\+?[0-9][0-9 ()/-]{5,38}$/.test(cell)

/** Finds values that were in an earlier line. */
export function createTwiceCheck(): (value: string, line: number) => number | null {
  const lines = new Map<string, number>()
  return (value, line) => {
    const earlier = lines.get(value)
    if (earlier === undefined) lines.set(value, line)
    return earlier ?? null
  }
}
