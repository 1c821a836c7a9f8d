/**
 * Builds `dist/`: the processes, the workflow bundle and the browser assets.
 * As a command: `node deploy/build/build.mjs [STEP…]`, all system steps by default.
 */
import { pathToFileURL } from 'node:url'
import { runStep } from './step.mjs'
import { paper, script, styles } from './pages.mjs'
import { bench, transpile } from './transpile.mjs'
import { workflows } from './workflows.mjs'

const STEPS = { transpile, workflows, styles, script, paper, bench }
/** The steps that `npm start` needs. */
const SYSTEM = ['transpile', 'workflows', 'styles', 'script', 'paper']

/**
 * @param {string[]} names keys of STEPS
 * @returns {Promise<boolean>} whether anything had changed
 */
export async function build(names) {
  const steps = (names.length > 0 ? names : SYSTEM).map((name) => STEPS[name])
  const done = await Promise.all(steps.map(runStep))
  return done.includes(true)
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await build(process.argv.slice(2))
}
