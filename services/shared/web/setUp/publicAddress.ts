/** The one address under which people reach an app (S3); requests for other hosts are refused. */
import type { Express } from 'express'
import type { Catalogue } from '../texts/catalogue'
import { LANGUAGES } from '../texts/languages'

/** Names of the machine itself; no other site can have them. */
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Refuses requests for another host before anything else looks at them: a page must not be reached
 * under a name that somebody else controls. Health checks are mounted earlier.
 * @param addresses origins of the app, such as `https://www.e-icisleri.gov.tr`; the first one is named
 *   to people who came under another
 */
export function setUpPublicAddress(
  app: Express,
  catalogue: Catalogue,
  addresses: readonly [string, ...string[]],
): void {
  const own = addresses.map((address) => new URL(address).hostname)
  const page = LANGUAGES.map((language) =>
    catalogue.inLanguage(language)('wrongHost', { address: addresses[0] }),
  )
  app.use((req, res, next) => {
    const asked = hostnameOf(req.get('host'))
    if (asked !== null && own.some((hostname) => isSameHost(asked, hostname))) return next()
    res
      .status(421)
      .type('text')
      .send(`${page.join('\n\n')}\n`)
  })
}

/** Ports are not compared: the host has only one owner. */
function isSameHost(asked: string, own: string): boolean {
  return asked === own || (LOOPBACK.has(own) && LOOPBACK.has(asked))
}

/** The name in a Host header as browsers write it; null for a header that names no host. */
function hostnameOf(header = ''): string | null {
  // Whatever else an address may contain is no host.
  if (!/^(\[[\da-f:.]+\]|[\w.-]+)(:\d*)?$/i.test(header)) return null
  return URL.canParse(`http://${header}`) ? new URL(`http://${header}`).hostname : null
}
