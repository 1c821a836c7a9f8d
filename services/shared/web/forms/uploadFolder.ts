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

export interface WaitingFile {
  path: string
  /** Size in bytes. */
  bytes: number
}

export type UploadFolder = ReturnType<typeof createUploadFolder>

/**
 * A folder of this user in `parent`, made at the first use.
 * @param parent an existing folder on a disk; in memory, many uploads at once would fill it
 */
export function createUploadFolder(parent: string) {
  const folder = path.join(parent, `pyk-uploads-${os.userInfo().uid}`)
  let isPrepared = false

  function prepare(): void {
    if (isPrepared) return
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(folder)) removeIfLeftOver(path.join(folder, name))
    isPrepared = true
  }

  return {
    /** Writes a stream to a new file; nothing is left of one that breaks off. */
    async write(stream: Readable): Promise<WaitingFile> {
      prepare()
      const file = path.join(folder, randomUUID())
      const target = createWriteStream(file, { flags: 'wx', mode: 0o600 })
      try {
        await pipeline(stream, target)
        return { path: file, bytes: target.bytesWritten }
      } catch (error) {
        await removeUpload({ path: file })
        throw error
      }
    },
  }
}

/** To be called when the request of an upload has been handled. */
export function removeUpload({ path: file }: Pick<WaitingFile, 'path'>): Promise<void> {
  return rm(file, { force: true })
}

/** Another process may remove the same file at this moment. */
function removeIfLeftOver(file: string): void {
  const changedAt = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
  if (Date.now() - changedAt > LEFT_OVER_AFTER_MS) rmSync(file, { force: true })
}
