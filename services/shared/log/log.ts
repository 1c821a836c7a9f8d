/** One JSON line per event, on standard output. Ids and codes only: no names, no identity numbers (D12). */
import pino from 'pino'
import type { Logger } from 'pino'

export type Log = Logger

/**
 * The log of a process.
 * @param processName stands in every line as `process`
 * @param level lines below it are not written
 */
export function createLog(processName: string, level: string): Log {
  return pino({
    level,
    base: { process: processName, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  })
}
