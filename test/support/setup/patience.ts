/**
 * Real servers and processes may be slow on a busy machine; the waits of a test have their own
 * limits.
 */
jest.setTimeout(60_000)
