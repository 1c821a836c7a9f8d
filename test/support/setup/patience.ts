/** Real servers on a busy machine may take their time; what a test waits for is bounded by its own conditions. */
jest.setTimeout(60_000)
