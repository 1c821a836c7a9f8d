/**
 * Makes `dist/`: the processes, the workflow bundle and what browsers load.
 * As a command: `node deploy/local/build/build.mjs [STEP…]`, all steps when none is named.
 */
import { pathToFileURL } from 'node:url'
import { runStep } from './step.mjs'
import { transpile } from './transpile.mjs'
import { workflows } from './workflows.mjs'

const STEPS = { transpile, workflows }

/**
 * @param {(keyof typeof STEPS)[]} names
 * @returns {Promise<boolean>} whether anything had changed
 */
export async function build(names = Object.keys(STEPS)) {
  const done = await Promise.all(names.map((name) => runStep(STEPS[name])))
  return done.includes(true)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = process.argv.slice(2)
  await build(names.length > 0 ? names : undefined)
}
