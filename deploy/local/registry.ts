/** Which population register the system asks: the real KPS if its address is given, else the stand-in. */
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { ISSUER_PATH, ROUTER_PATH } from '../../services/kps/paths'
import { ensureCertificate } from '../image/access/certificate'
import type { CertificateFiles } from '../image/access/certificate'
import type { StarterConfig } from './config'

export interface RegisterAccess {
  /** The variables with which the registry worker finds the register. */
  variables: NonNullable<StarterConfig['kps']>
  /** The certificate of the stand-in; null if it is not started. */
  standIn: CertificateFiles | null
}

/** Finds the register; makes the stand-in's certificate if it is needed. */
export async function registerAccess({
  dataDir,
  ports,
  kps,
}: Pick<StarterConfig, 'dataDir' | 'ports' | 'kps'>): Promise<RegisterAccess> {
  if (kps !== null) return { variables: kps, standIn: null }
  const address = `https://localhost:${ports.KPS_PORT}`
  return {
    variables: {
      KPS_ENDPOINT: `${address}${ROUTER_PATH}`,
      KPS_STS_ENDPOINT: `${address}${ISSUER_PATH}`,
      KPS_USERNAME: 'pyk',
      // Only the processes of this start need to know it.
      KPS_PASSWORD: randomBytes(18).toString('base64url'),
    },
    standIn: await ensureCertificate(path.join(dataDir, 'kps'), 'KPS benzetimi'),
  }
}
