/** Before the browser tests: the three servers, everything that is built, and a browser. */
import { built } from './built'
import { unpackChromium } from './chromium'
import { sharedServers } from './servers'

export default async function prepare(): Promise<void> {
  await Promise.all([sharedServers(), built(), unpackChromium()])
}
