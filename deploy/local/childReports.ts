/** What the starter tells of its children while they run: crashes, restarts, and their warnings and errors. */
import type { ChildEvents } from './children/keepRunning'
import { messages } from './messages'
import type { ProcessName } from './processes'

const OURS: readonly string[] = [
  'portal',
  'bureau',
  'requests',
  'documents',
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

/** Servers keep to their log files; of our own processes every line that warns is shown, and what stands outside of the log. */
function warningIn(line: string): string | null {
  // Indented lines are the stack of an error, whose first line says enough here.
  if (!line.startsWith('{')) return /^[^\s}]/.test(line) ? line : null
  try {
    const { level, msg } = JSON.parse(line) as { level?: string; msg?: string }
    return level === 'warn' || level === 'error' || level === 'fatal' ? (msg ?? level) : null
  } catch {
    return line
  }
}
