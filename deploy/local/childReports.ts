/** What the launcher prints about its running children: crashes, restarts, warnings and errors. */
import type { ChildEvents } from './children/keepRunning'
import { messages } from './messages'
import type { ProcessName } from './processes'

const OURS: readonly string[] = [
  'portal',
  'bureau',
  'requests',
  'documents',
  'registry',
  'kps',
] satisfies ProcessName[]

export const childReports: ChildEvents = {
  crashed: (name, how, restartInMs) => console.log(`  ${messages.crashed(name, how, restartInMs)}`),
  restarted: (name) => console.log(`  ${messages.restarted(name)}`),
  stopped: (name) => console.log(`  ${messages.childStopped(name)}`),
  logDropping: (name, reason) => console.log(`  ${messages.logDropping(name, reason)}`),
  logResumed: (name, lost) => console.log(`  ${messages.logResumed(name, lost)}`),
  notNoted: (name, reason) => console.log(`  ${messages.notNoted(name, reason)}`),
  line: (name, line) => {
    const text = OURS.includes(name) ? warningIn(line) : null
    if (text !== null) console.log(`  ${messages.warning(name, text)}`)
  },
}

/**
 * Servers only write to their log files. For our own processes, shows warnings, errors and every
 * line that is not JSON.
 */
function warningIn(line: string): string | null {
  // Indented lines belong to the stack of an error; its first line is enough here.
  if (!line.startsWith('{')) return /^[^\s}]/.test(line) ? line : null
  try {
    const { level, msg } = JSON.parse(line) as { level?: string; msg?: string }
    return level === 'warn' || level === 'error' || level === 'fatal' ? (msg ?? level) : null
  } catch {
    return line
  }
}
