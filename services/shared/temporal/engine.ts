/** Where the engine is, and with which certificate a process shows it who it is. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { TLSConfig } from '@temporalio/common/lib/internal-non-workflow'

/** Address of the frontend, host:port, and how to connect; plain without `tls`. */
export interface EngineAddress {
  address: string
  tls?: TLSConfig
}

export interface Engine extends EngineAddress {
  namespace: string
  /** By which rules runs are begun; by the newest if not given. */
  rules?: number | undefined
}

/** The files in TEMPORAL_TLS_FOLDER: the engine's authority, the own certificate, and its key. */
export const ENGINE_FILES = { authority: 'ca.crt', certificate: 'tls.crt', key: 'tls.key' } as const

/**
 * Reads the settings of Temporal.
 * @throws when the folder of certificates is given and a file in it cannot be read
 */
export function engineOf({
  TEMPORAL_ADDRESS: address,
  TEMPORAL_NAMESPACE: namespace,
  TEMPORAL_TLS_FOLDER: folder,
  RUN_RULES: rules,
}: {
  TEMPORAL_ADDRESS: string
  TEMPORAL_NAMESPACE: string
  TEMPORAL_TLS_FOLDER?: string | undefined
  RUN_RULES?: number | undefined
}): Engine {
  if (folder === undefined) return { address, namespace, rules }
  const read = (file: string) => readFileSync(path.join(folder, file))
  const tls = {
    serverRootCACertificate: read(ENGINE_FILES.authority),
    clientCertPair: { crt: read(ENGINE_FILES.certificate), key: read(ENGINE_FILES.key) },
  }
  return { address, namespace, rules, tls }
}

/** The options of a connection. */
export function connectionOptions({ address, tls }: EngineAddress) {
  return tls === undefined ? { address } : { address, tls }
}
