/** How the web apps of the demo ask for certificates (S4): each at a TLS port of its own. */
import path from 'node:path'
import type { DemoAccount } from '../../services/kps/people/account'
import { ensureDemoCertificates } from '../demo/certificates/demoCertificates'
import { ensureCertificate } from '../image/access/certificate'
import type { StarterConfig } from './config'

export interface CertificateAccess {
  /** The folder with the `.p12` files of the accounts. */
  folder: string
  /** The settings that both web apps need. */
  variables: Record<string, string>
}

/**
 * Makes the demo's certificates, and one with which the web apps speak TLS.
 * @param accounts whose certificates to make; everybody's if not given
 */
export async function certificateAccess(
  { dataDir }: Pick<StarterConfig, 'dataDir'>,
  accounts?: readonly DemoAccount[],
): Promise<CertificateAccess> {
  const folder = path.join(dataDir, 'sertifikalar')
  const { authorities, list } = await ensureDemoCertificates(folder, accounts)
  const tls = await ensureCertificate(path.join(dataDir, 'tls'), 'localhost')
  return {
    folder,
    variables: {
      CERTIFICATE_LOGIN: 'listener',
      CERTIFICATE_AUTHORITIES: authorities,
      CERTIFICATE_REVOCATION_LISTS: list,
      CERTIFICATE_HOLDER: 'UID:registryNo',
      TLS_CERTIFICATE: tls.certificate,
      TLS_KEY: tls.key,
    },
  }
}

/** The addresses of a web app: where certificates are asked for, and of its other pages. */
export function addressesOf(
  { ports }: Pick<StarterConfig, 'ports'>,
  app: 'PORTAL' | 'BUREAU',
): Record<'CERTIFICATE_URL' | 'PUBLIC_URL', string> {
  return {
    CERTIFICATE_URL: `https://localhost:${ports[`${app}_TLS_PORT`]}`,
    PUBLIC_URL: `http://localhost:${ports[`${app}_PORT`]}`,
  }
}
