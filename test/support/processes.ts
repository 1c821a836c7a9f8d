/** What Linux shows of a running process. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const LISTENING = '0A'

/** The environment variables of a process. */
export function environmentOf(pid: number): Record<string, string> {
  const entries = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean)
  return Object.fromEntries(
    entries.map((entry): [string, string] => {
      const [name = '', value = ''] = entry.split(/=(.*)/s)
      return [name, value]
    }),
  )
}

/**
 * The TCP addresses that a process listens on, in the hexadecimal form of /proc/net/tcp, without
 * ports.
 */
export function listeningAddressesOf(pid: number): string[] {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? []
      } catch {
        // Closed between the two calls.
        return []
      }
    }),
  )
  const lines = ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1),
  )
  return lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === LISTENING && sockets.has(inode!))
    .map(([, local]) => local!.split(':')[0]!)
}

/** 127.0.0.1 in the form of /proc/net/tcp. */
export const LOOPBACK = '0100007F'
