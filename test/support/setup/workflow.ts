/** Before the workflow tests: the bundle and the test server that skips time. */
import { fetchServer } from '../../../deploy/local/servers/startServers'
import { built } from './built'

export default async function prepare(): Promise<void> {
  const [program] = await Promise.all([fetchServer('temporal-test-server'), built('workflows')])
  process.env['PYK_TEST_TIME_SKIPPING_SERVER'] = program
}
