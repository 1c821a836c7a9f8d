/**
 * Errors of the object store. Messages contain keys and causes only, never what a file is about.
 */

/** The pinned version of a document is not in the bucket. */
export class DocumentMissing extends Error {
  override readonly name = 'DocumentMissing'
  constructor(readonly key: string) {
    super(`Document ${key} is not in the store`)
  }
}

/** The store did not answer, or answered with an error; the call may be retried. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable'
  constructor(operation: string, cause: unknown) {
    super(
      `The object store failed at ${operation}: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        cause,
      },
    )
  }
}
