/**
 * Runs the longest files first, so that no worker is left alone with one of them at the end. Without
 * a cache of earlier runs jest would go by file size, and some long tests are short files.
 */
import Sequencer from '@jest/test-sequencer'

/** The longest first. */
const LONGEST = [
  'model/usualLives',
  'model/interruptedLives',
  'browser/accessibility',
  'integration/launcherFirstStart',
  'integration/kill',
  'integration/demo',
  'integration/launcherRuns',
  'integration/outage',
]

/** @param {{ path: string }} test */
function rank({ path }) {
  const place = LONGEST.findIndex((name) => path.endsWith(`/test/${name}.test.ts`))
  return place === -1 ? LONGEST.length : place
}

export default class LongestFirst extends Sequencer {
  /** @param {import('@jest/test-sequencer').Test[]} tests */
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other))
  }
}
