/**
 * How a run reads a message of any shape. Written out by hand: a run loads this file anew each time, and a schema library
 * would take longer to load than the whole run takes to live.
 */

/** Whether a field holds what it should. */
export type Check = (value: unknown) => boolean

/** A copy of the named fields alone, or null when one of them does not pass; whatever else was sent goes no further. */
export function read<Message>(
  raw: unknown,
  checks: { [Field in keyof Message]-?: Check },
): Message | null {
  if (typeof raw !== 'object' || raw === null) return null
  const sent = raw as Record<string, unknown>
  const fields = Object.entries<Check>(checks)
  if (!fields.every(([field, check]) => check(sent[field]))) return null
  return Object.fromEntries(fields.map(([field]) => [field, sent[field]])) as Message
}

const MOST_IN_A_LIST = 12

/** An id of the system: letters, digits and hyphens, at most 64. */
export const ID = /^[A-Za-z0-9-]{1,64}$/

export function isId(value: unknown): boolean {
  return matches(ID, value)
}

/** An ISO instant in UTC. */
export function isInstant(value: unknown): boolean {
  return (
    matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/, value) &&
    isDay((value as string).slice(0, 10))
  )
}

/** A day that the calendar has, YYYY-MM-DD. */
export function isDay(value: unknown): boolean {
  if (!matches(/^\d{4}-\d{2}-\d{2}$/, value)) return false
  const day = new Date(value as string)
  // A date that the calendar does not have, such as 30 February, rolls over into another.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value as string)
}

/** A check for one of some words. */
export function isOneOf(values: readonly string[]): Check {
  return (value) => typeof value === 'string' && values.includes(value)
}

/** A check for a short list of things that all pass. */
export function isListOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.length <= MOST_IN_A_LIST && value.every(check)
}

/** Whether it is a text of this form. */
export function matches(pattern: RegExp, value: unknown): boolean {
  return typeof value === 'string' && pattern.test(value)
}
