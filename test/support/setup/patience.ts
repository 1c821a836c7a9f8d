/** Real servers and processes may take their time on a busy machine; what a test waits for is bounded by its own conditions. */
jest.setTimeout(60_000)
