/**
 * A small disk of its own for the data of the system, which can be filled without harm to anything
 * else. The program runs itself again in a mount namespace, so that the disk goes with it.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, rm, statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'

const DISK_VARIABLE = 'CHAOS_DISK'
const DISK_SIZE = '2g'
const UNSHARE = ['--user', '--map-root-user', '--mount']
const MOUNT = `mount -t tmpfs -o size=${DISK_SIZE} tmpfs "$1" && shift && exec "$@"`
const CHUNK = Buffer.alloc(8 * 1024 * 1024, 1)

/**
 * Runs this program again on a disk of its own.
 * @returns its exit code; null if it runs on one already, or this machine does not allow it
 */
export async function runOnOwnDisk(): Promise<number | null> {
  if (process.env[DISK_VARIABLE] !== undefined || !isAllowed()) return null
  const folder = await mkdtemp(path.join(tmpdir(), 'pyk-chaos-'))
  const [script = '', ...args] = process.argv.slice(1)
  const command = ['sh', '-c', MOUNT, 'sh', folder, process.execPath, script, ...args]
  const child = spawn('unshare', [...UNSHARE, ...command], {
    stdio: 'inherit',
    env: { ...process.env, [DISK_VARIABLE]: folder },
  })
  // Ctrl-C reaches the child directly; wait for it to clean up.
  process.on('SIGINT', () => undefined).on('SIGTERM', () => child.kill())
  const [code] = (await once(child, 'exit')) as [number | null]
  await rm(folder, { recursive: true, force: true })
  return code ?? 1
}

/** Namespaces of users and mounts, which need no root where the machine allows them. */
function isAllowed(): boolean {
  const { status } = spawnSync('unshare', [...UNSHARE, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'])
  return status === 0
}

export interface OwnDisk {
  folder: string
  /** False on the machine's own disk, which must not be filled. */
  canBeFilled: boolean
  remove: () => Promise<void>
}

export async function ownDisk(): Promise<OwnDisk> {
  const folder = process.env[DISK_VARIABLE]
  if (folder !== undefined) return { folder, canBeFilled: true, remove: () => Promise.resolve() }
  const temporary = await mkdtemp(path.join(tmpdir(), 'pyk-chaos-'))
  return {
    folder: temporary,
    canBeFilled: false,
    remove: () => rm(temporary, { recursive: true, force: true }),
  }
}

/** Writes until nothing fits any more. @returns frees the space again */
export async function fill({ folder }: OwnDisk): Promise<() => Promise<void>> {
  const ballast = path.join(folder, 'ballast')
  const file = await open(ballast, 'w')
  try {
    for (;;) await file.write(CHUNK, 0, await roomFor(folder))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  } finally {
    await file.close()
  }
  return () => rm(ballast, { force: true })
}

/** The last bytes are written too: a program that needs only a little must fail as well. */
async function roomFor(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return Math.max(1, Math.min(CHUNK.length, bavail * bsize))
}
