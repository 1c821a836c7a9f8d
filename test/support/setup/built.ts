/** Makes the parts of `dist/` that a kind of test needs, as `npm run build` does; what is unchanged is left alone. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** @param steps names of the build's steps; all of them when none is named */
export async function built(...steps: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, ['deploy/build/build.mjs', ...steps])
}
