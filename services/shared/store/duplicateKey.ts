/** Writes that MongoDB refuses because of a unique index. */

const DUPLICATE_KEY = 11_000

/** Whether a write was refused so. */
export function isDuplicateKey(error: unknown): error is { keyPattern?: Record<string, unknown> } {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === DUPLICATE_KEY
  )
}
