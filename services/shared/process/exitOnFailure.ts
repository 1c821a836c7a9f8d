/**
 * Runs a process's main function. An error is written to standard error and the process exits with
 * 1, so that its supervisor restarts it.
 */
export function exitOnFailure(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error)
    process.exitCode = 1
  })
}
