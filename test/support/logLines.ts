/** The lines of a process's log. */

const ERROR = 50

/** The lines of level error, as objects. */
export function errorsLogged(log: string): Record<string, unknown>[] {
  return log
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ level }) => level === ERROR || level === 'error')
}
