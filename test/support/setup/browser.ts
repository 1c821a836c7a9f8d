/** Before the browser tests: the three servers and everything that is built. */
import { built } from './built'
import { sharedServers } from './servers'

export default async function prepare(): Promise<void> {
  await Promise.all([sharedServers(), built()])
}
