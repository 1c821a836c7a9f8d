/** How a worker names itself to the engine, so that operators and health checks tell one container's worker from another's. */
import os from 'node:os'

/** What the names of a process's workers on this machine, or in this container, begin with. */
export function identityPrefix(processName: string): string {
  return `${processName}@${os.hostname()}:`
}

/** The name of this process's own worker. */
export function workerIdentity(processName: string): string {
  return `${identityPrefix(processName)}${process.pid}`
}
