/**
 * Builds the parts of `dist/` that a kind of test needs, as `npm run build` does; skips what is
 * unchanged.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** @param steps names of the build's steps; default: all of them */
export async function built(...steps: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, ['deploy/build/build.mjs', ...steps])
}
