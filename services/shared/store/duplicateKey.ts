/** Recognises writes that a unique index refused. */

const DUPLICATE_KEY = 11_000

/** Whether the error comes from a unique index. */
export function isDuplicateKey(error: unknown): error is { keyPattern?: Record<string, unknown> } {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === DUPLICATE_KEY
  )
}
