/** Before the integration tests: the three servers and the processes' code. */
import { built } from './built'
import { sharedServers } from './servers'

export default async function prepare(): Promise<void> {
  await Promise.all([sharedServers(), built('transpile', 'workflows', 'paper')])
}
