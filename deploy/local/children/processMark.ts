/** Distinguishes a process from a later one with the same number. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * Identifies a process beyond its number: its start time and the boot of the machine.
 * @returns null when there is no such process
 */
export function processMark(pid: number): string | null {
  return process.platform === 'linux' ? linuxMark(pid) : startTime(pid)
}

function linuxMark(pid: number): string | null {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    const [state, startedAt] = [afterName[0], afterName[19]]
    if (state === 'Z') return null
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${startedAt}`
  } catch {
    return null
  }
}

function startTime(pid: number): string | null {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return null
  }
}
