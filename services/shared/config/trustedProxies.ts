/** The setting TRUSTED_PROXIES: proxies whose `X-Forwarded-…` headers the web apps believe. */
import { isIP } from 'node:net'

/**
 * Reads a list such as `10.0.0.4,10.1.0.0/16`.
 * @throws MalformedProxyList
 */
export function parseTrustedProxies(setting: string): string[] {
  const entries = setting.split(',').map((entry) => entry.trim())
  const proxies = entries.filter((entry) => entry !== '')
  if (!proxies.every(isAddressOrNetwork)) throw new MalformedProxyList()
  return proxies
}

class MalformedProxyList extends Error {
  override readonly name = 'MalformedProxyList'
}

/** A network of all addresses (`/0`) would trust every browser. */
function isAddressOrNetwork(entry: string): boolean {
  const [, address = '', prefix] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? []
  const family = isIP(address)
  if (family === 0) return false
  return prefix === undefined || (+prefix >= 1 && +prefix <= (family === 4 ? 32 : 128))
}
