/**
 * Runs a process's main function. What it throws is written to standard error, and the process ends with 1,
 * so that whoever supervises it starts it again.
 */
export function exitOnFailure(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error)
    process.exitCode = 1
  })
}
