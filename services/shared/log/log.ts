/**
 * One JSON line per event, on standard output. Ids and codes only: no names, no identity numbers
 * (D12).
 */
import pino from 'pino'
import type { Logger } from 'pino'

export type Log = Logger

/**
 * Creates the log of a process.
 * @param processName field `process` of every line
 * @param level lowest level that is written
 */
export function createLog(processName: string, level: string): Log {
  return pino({
    level,
    base: { process: processName, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  })
}
