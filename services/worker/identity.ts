/**
 * Identity of a worker in Temporal, so that operators and health checks can distinguish containers.
 */
import os from 'node:os'

/** Prefix of the identities of a process's workers on this machine or in this container. */
export function identityPrefix(processName: string): string {
  return `${processName}@${os.hostname()}:`
}

/** Identity of this process's worker. */
export function workerIdentity(processName: string): string {
  return `${identityPrefix(processName)}${process.pid}`
}
