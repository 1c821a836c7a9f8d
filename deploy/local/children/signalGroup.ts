/**
 * Signals a child and whatever it has started itself; each child leads a group of its own.
 * One that has just ended needs no signal.
 */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
