/** Before the workflow tests: the bundles and the test server that skips time. */
import path from 'node:path'
import { fetchServer } from '../../../deploy/local/servers/startServers'
import { built } from './built'
import { bundled } from './bundled'

/** The workflow code on a server that finds a history long after a few dozen events. */
export const shortHistoriesBundlePath = path.resolve('dist/test/workflow/short-histories.js')

export default async function prepare(): Promise<void> {
  const [program] = await Promise.all([
    fetchServer('temporal-test-server'),
    built('workflows'),
    bundled(['test/support/setup/shortHistories.ts'], shortHistoriesBundlePath),
  ])
  process.env['PYK_TEST_TIME_SKIPPING_SERVER'] = program
}
