/**
 * Where uploads wait while they are read and judged, so that many at once take no memory. Only this
 * user can read the folder, and every file is removed when its request has been handled.
 */
import { randomUUID } from 'node:crypto'
import { createWriteStream, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Longer than any request takes; an older file was left by a process that was killed. */
const LEFT_OVER_AFTER_MS = 60 * 60_000

let prepared: string | null = null

export interface WaitingFile {
  path: string
  /** Size in bytes. */
  bytes: number
}

/** Writes a stream to a new file; nothing is left of one that breaks off. */
export async function writeWaitingFile(stream: Readable): Promise<WaitingFile> {
  const file = path.join(folder(), randomUUID())
  const target = createWriteStream(file, { flags: 'wx', mode: 0o600 })
  try {
    await pipeline(stream, target)
    return { path: file, bytes: target.bytesWritten }
  } catch (error) {
    await removeWaitingFile(file)
    throw error
  }
}

export function removeWaitingFile(file: string): Promise<void> {
  return rm(file, { force: true })
}

/** The folder below the system's one for temporary files (`TMPDIR`), made at the first use. */
function folder(): string {
  if (prepared !== null) return prepared
  prepared = path.join(os.tmpdir(), `pyk-uploads-${os.userInfo().uid}`)
  mkdirSync(prepared, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(prepared)) removeIfLeftOver(path.join(prepared, name))
  return prepared
}

/** Another process may remove the same file at this moment. */
function removeIfLeftOver(file: string): void {
  const changedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
  if (Date.now() - changedAt > LEFT_OVER_AFTER_MS) rmSync(file, { force: true })
}
