/** Before the random lives: the servers with MongoDB, the server that skips time, and its bundles. */
import path from 'node:path'
import { fetchServer } from '../../../deploy/local/servers/startServers'
import { built } from './built'
import { bundled } from './bundled'
import { sharedServers } from './servers'

/** The workflow code on a server that finds a history long after the first messages. */
export const briefHistoriesBundlePath = path.resolve('dist/test/model/brief-histories.js')

export default async function prepare(): Promise<void> {
  const [program] = await Promise.all([
    fetchServer('temporal-test-server'),
    sharedServers(),
    built('workflows'),
    bundled(['test/support/setup/briefHistories.ts'], briefHistoriesBundlePath),
  ])
  process.env['PYK_TEST_TIME_SKIPPING_SERVER'] = program
}
