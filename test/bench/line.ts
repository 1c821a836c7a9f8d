/** A line of the bench: what was measured, and its goal. */

export interface Line {
  what: string
  measured: string
  goal: string
  met: boolean
}

/** What a section prints: lines with goals, and further figures. */
export type Report = (line: Line | string) => void

/** A figure with a fixed number of decimals. */
export function figure(value: number, digits = 2): string {
  return value.toFixed(digits)
}

/** A line whose goal is to reach at least a value. */
export function atLeast(what: string, value: number, goal: number, details: string): Line {
  const measured = `${figure(value)} (${details})`
  return { what, measured, goal: `≥ ${goal}`, met: value >= goal }
}

/** A line whose goal is to stay at or below a value. */
export function atMost(what: string, value: number, goal: number, details: string): Line {
  const measured = `${figure(value)} (${details})`
  return { what, measured, goal: `≤ ${goal}`, met: value <= goal }
}
