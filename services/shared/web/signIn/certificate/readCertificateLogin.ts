/** How a process lets people sign in with a certificate (S4), from its settings. */
import { readFileSync } from 'node:fs'
import type { z } from 'zod'
import { readAuthorities } from '../../../certificates/readCertificates'
import { createRevocationLists } from '../../../certificates/revocationLists'
import { ConfigurationError } from '../../../config/environment'
import type { certificateSettings } from '../../../config/settings'
import { parseIdentityHmacKey, personKeyOf } from '../../../identity/vault'
import { createCertificateDoor } from './door'
import type { CertificateDoor } from './door'
import type { ServerCredential } from './listener'

type Config = z.infer<z.ZodObject<typeof certificateSettings>> & {
  PUBLIC_URL: string
  /** Given if certificates name identity numbers. */
  IDENTITY_HMAC_KEY?: string | undefined
}

export interface CertificateLogin {
  door: CertificateDoor
  /** With which this process itself listens; null behind a proxy. */
  credential: ServerCredential | null
}

/**
 * Reads the files that the settings name.
 * @param processName name in the error
 * @returns undefined if nobody signs in with a certificate
 * @throws ConfigurationError for every setting that is missing
 * @throws UnusableAuthorities
 */
export function readCertificateLogin(
  processName: string,
  config: Config,
): CertificateLogin | undefined {
  const { CERTIFICATE_LOGIN: source, CERTIFICATE_HOLDER: holder } = config
  if (source === 'off') return undefined
  const missing = missingIn(config)
  if (missing.length > 0) throw new ConfigurationError(processName, missing)
  const { CERTIFICATE_URL, PUBLIC_URL, CERTIFICATE_AUTHORITIES, CERTIFICATE_REVOCATION_LISTS } =
    config
  return {
    door: createCertificateDoor({
      source,
      address: CERTIFICATE_URL!,
      publicAddress: PUBLIC_URL,
      authorities: readAuthorities(CERTIFICATE_AUTHORITIES!),
      lists: createRevocationLists(CERTIFICATE_REVOCATION_LISTS!),
      holder,
      keyOf: (identityNumber) =>
        personKeyOf(identityNumber, parseIdentityHmacKey(config.IDENTITY_HMAC_KEY!)),
    }),
    credential:
      source === 'proxy'
        ? null
        : {
            certificate: readFileSync(config.TLS_CERTIFICATE!, 'utf8'),
            key: readFileSync(config.TLS_KEY!, 'utf8'),
          },
  }
}

const ALWAYS = [
  'CERTIFICATE_URL',
  'CERTIFICATE_AUTHORITIES',
  'CERTIFICATE_REVOCATION_LISTS',
] as const

function missingIn(config: Config): string[] {
  const needed = [
    ...ALWAYS,
    ...(config.CERTIFICATE_LOGIN === 'listener' ? (['TLS_CERTIFICATE', 'TLS_KEY'] as const) : []),
  ]
  return needed
    .filter((name) => config[name] === undefined)
    .map((name) => `${name}: verilmemiş (CERTIFICATE_LOGIN=${config.CERTIFICATE_LOGIN})`)
}
