/**
 * Parses messages of any shape. Written by hand: every run loads this file again, and loading a
 * schema library would take longer than the run itself.
 */

/** Whether the value of a field is valid. */
export type Check = (value: unknown) => boolean

/**
 * A copy of the listed fields only, or null if one of them is invalid; other fields are dropped.
 */
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

/** An ISO instant in UTC, to the nanosecond at most. */
export function isInstant(value: unknown): boolean {
  return (
    matches(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/, value) &&
    isDay((value as string).slice(0, 10))
  )
}

/** An existing calendar day, YYYY-MM-DD. */
export function isDay(value: unknown): boolean {
  if (!matches(/^\d{4}-\d{2}-\d{2}$/, value)) return false
  const day = new Date(value as string)
  // A date that does not exist, such as 30 February, rolls over to another one.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value as string)
}

/** A check for one of a list of words. */
export function isOneOf(values: readonly string[]): Check {
  return (value) => typeof value === 'string' && values.includes(value)
}

/** A check for a short list whose items all pass. */
export function isListOf(check: Check): Check {
  return (value) => Array.isArray(value) && value.length <= MOST_IN_A_LIST && value.every(check)
}

/** Whether the value is a text that matches. */
export function matches(pattern: RegExp, value: unknown): boolean {
  return typeof value === 'string' && pattern.test(value)
}
