/** What the stand-in of KPS needs from its environment. */
import { z } from 'zod'
import { kpsSettings, logSettings, port } from '../shared/config/settings'

export const standInPorts = {
  /** The gateway, over TLS. */
  KPS_PORT: port.default(3010),
  /** The page that switches how it behaves. */
  KPS_PAGE_PORT: port.default(3011),
}

const { KPS_USERNAME, KPS_PASSWORD, KPS_SERVICE, KPS_SERVICE_DATE } = kpsSettings

export const standInSettings = {
  ...standInPorts,
  KPS_USERNAME,
  KPS_PASSWORD,
  KPS_SERVICE,
  KPS_SERVICE_DATE,
  /** Files with the certificate and its key, in PEM. */
  KPS_TLS_CERTIFICATE: z.string().min(1),
  KPS_TLS_KEY: z.string().min(1),
  ...logSettings,
}
