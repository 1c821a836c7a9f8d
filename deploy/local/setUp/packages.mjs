/**
 * Installs the packages of the lock file if any is missing. Output of npm is shown only on failure.
 */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { messages } from './messages.mjs'

/** npm's own list of the installed packages. */
const INSTALLED = 'node_modules/.package-lock.json'
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Whether every package is installed in the version of the lock file; those of other platforms may
 * be missing.
 */
export function packagesInstalled() {
  const installed = packagesIn(INSTALLED)
  if (installed === null) return false
  return Object.entries(packagesIn('package-lock.json')).every(([folder, wanted]) => {
    const found = installed[folder]
    if (found === undefined)
      return folder === '' || Boolean(wanted.optional || wanted.peer || wanted.os)
    return found.version === wanted.version
  })
}

/** @throws {Error} with npm's output */
export async function installPackages() {
  const npm = promisify(execFile)(
    'npm',
    ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      maxBuffer: 16 * 1024 * 1024,
    },
  )
  // If npm kept running, it would collide with the npm of the next start in the same folder.
  const interrupted = () => {
    npm.child.kill()
    process.exit(130)
  }
  for (const signal of SIGNALS) process.on(signal, interrupted)
  try {
    await npm
  } catch (error) {
    throw new Error(`${messages.npmFailed}\n${error.stderr || error.stdout || error.message}`)
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupted)
  }
}

function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(lockFile, 'utf8')).packages
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  }
}
