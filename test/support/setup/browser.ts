/** Before the browser tests: the three servers, everything that is built, a browser, and the product. */
import { built } from './built'
import { unpackChromium } from './chromium'
import { sharedServers } from './servers'
import { sharedStack } from './stack'

export default async function prepare(): Promise<void> {
  await Promise.all([sharedServers(), built(), unpackChromium()])
  await sharedStack()
}
