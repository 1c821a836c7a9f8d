/**
 * The launcher's configuration: ports of what it starts, addresses of existing servers, and their
 * secrets.
 */
import path from 'node:path'
import { z } from 'zod'
import { ConfigurationError, readEnvironment } from '../../services/shared/config/environment'
import {
  bureauPort,
  bureauTlsPort,
  claimKeySettings,
  claimPublicKeysSettings,
  identitySettings,
  kpsSettings,
  logSettings,
  metricsSettings,
  mongoSettings,
  recordSettings,
  port,
  portalPort,
  portalTlsPort,
  s3Settings,
  slipSettings,
  temporalSettings,
  timingSettings,
  webSettings,
} from '../../services/shared/config/settings'
import { timingOf } from '../../services/shared/config/timing'
import type { RequestTiming } from '../../workflows/domain/requestTiming'
import { standInPorts } from '../../services/kps/config'
import { messages } from './messages'
import type { GivenServers } from './servers/startServers'

const portSettings = {
  ...portalPort,
  ...bureauPort,
  ...portalTlsPort,
  ...bureauTlsPort,
  TEMPORAL_PORT: port.default(7233),
  TEMPORAL_UI_PORT: port.default(8233),
  MONGO_PORT: port.default(27_027),
  /** The first of several; see objectStorePorts. */
  S3_PORT: port.max(55_000, 'en çok 55000 olmalı').default(9020),
  ...standInPorts,
}

const given = {
  TEMPORAL_ADDRESS: temporalSettings.TEMPORAL_ADDRESS.optional(),
  MONGO_URL: mongoSettings.MONGO_URL.optional(),
  S3_ENDPOINT: s3Settings.S3_ENDPOINT.optional(),
}
const secretSettings = {
  ...identitySettings,
  ...slipSettings,
  AUDIT_KEYS: recordSettings.AUDIT_KEYS,
  ...claimKeySettings,
  ...claimPublicKeysSettings,
  SESSION_SECRET: webSettings.SESSION_SECRET,
}
const keySettings = {
  S3_ACCESS_KEY: s3Settings.S3_ACCESS_KEY,
  S3_SECRET_KEY: s3Settings.S3_SECRET_KEY,
}

const { KPS_ENDPOINT, KPS_STS_ENDPOINT, KPS_USERNAME, KPS_PASSWORD } = kpsSettings
/** What is needed to use the real KPS. */
const realKpsSettings = { KPS_STS_ENDPOINT, KPS_USERNAME, KPS_PASSWORD }

export type PortVariable = keyof typeof portSettings
/** Must stay the same as long as data exists that was encrypted or stored with them. */
export type Secrets = Record<keyof typeof secretSettings | keyof typeof keySettings, string>

export interface StarterConfig {
  /** Absolute. */
  dataDir: string
  ports: Record<PortVariable, number>
  /** Undefined: the launcher starts that server. */
  given: GivenServers
  /** The real KPS; null: the launcher starts the stand-in. */
  kps: Record<keyof typeof realKpsSettings | 'KPS_ENDPOINT', string> | null
  /**
   * Secrets from the environment; those of the embedded stack are in the data folder (secrets.ts).
   */
  secrets: { [Name in keyof Secrets]: string | undefined }
  namespace: string
  bucket: string
  logLevel: string
  /** Of the demo's requests: the same as the portal gives to others. */
  timing: RequestTiming
  /** The first of the ports where processes serve their metrics; undefined: they do not. */
  metricsPort: number | undefined
}

/**
 * Reads the launcher's environment. With a given server its data outlives this machine, so all
 * secrets must be given too.
 * @throws ConfigurationError with every variable that is missing or wrong
 */
export function readStarterConfig(environment: NodeJS.ProcessEnv): StarterConfig {
  const { TEMPORAL_ADDRESS, MONGO_URL, S3_ENDPOINT } = environment
  const kpsGiven = Boolean(environment['KPS_ENDPOINT'])
  const secretsNeeded = Boolean(TEMPORAL_ADDRESS || MONGO_URL || S3_ENDPOINT)
  const shape = {
    ...portSettings,
    DATA_DIR: z.string().min(1, 'boş olamaz').default('.data'),
    ...logSettings,
    ...timingSettings,
    METRICS_PORT: metricsSettings.METRICS_PORT,
    ...given,
    TEMPORAL_NAMESPACE: temporalSettings.TEMPORAL_NAMESPACE,
    S3_BUCKET: s3Settings.S3_BUCKET,
    ...requiredOrOptional(secretSettings, secretsNeeded),
    ...requiredOrOptional(keySettings, Boolean(S3_ENDPOINT)),
    KPS_ENDPOINT: KPS_ENDPOINT.optional(),
    ...requiredOrOptional(realKpsSettings, kpsGiven),
  }
  const read = explainingSecrets(secretsNeeded, () =>
    readEnvironment('npm start', shape, environment),
  )
  const {
    SESSION_SECRET,
    SLIP_KEY,
    AUDIT_KEYS,
    CLAIM_KEY,
    CLAIM_PUBLIC_KEYS,
    IDENTITY_KEYS,
    IDENTITY_HMAC_KEY,
    S3_ACCESS_KEY,
    S3_SECRET_KEY,
    ...rest
  } = read
  return {
    dataDir: path.resolve(rest.DATA_DIR),
    ports: rest,
    given: {
      temporalAddress: rest.TEMPORAL_ADDRESS,
      mongoUrl: rest.MONGO_URL,
      s3Endpoint: rest.S3_ENDPOINT,
    },
    secrets: {
      SESSION_SECRET,
      SLIP_KEY,
      AUDIT_KEYS,
      CLAIM_KEY,
      CLAIM_PUBLIC_KEYS,
      IDENTITY_KEYS,
      IDENTITY_HMAC_KEY,
      S3_ACCESS_KEY,
      S3_SECRET_KEY,
    },
    kps: kpsGiven
      ? {
          KPS_ENDPOINT: rest.KPS_ENDPOINT!,
          KPS_STS_ENDPOINT: rest.KPS_STS_ENDPOINT!,
          KPS_USERNAME: rest.KPS_USERNAME!,
          KPS_PASSWORD: rest.KPS_PASSWORD!,
        }
      : null,
    namespace: rest.TEMPORAL_NAMESPACE,
    bucket: rest.S3_BUCKET,
    logLevel: rest.LOG_LEVEL,
    timing: timingOf(rest),
    metricsPort: rest.METRICS_PORT,
  }
}

/** Whether the demo is loaded: fictional people do not belong next to real data. */
export function hasDemo({ kps, given }: Pick<StarterConfig, 'kps' | 'given'>): boolean {
  return kps === null && Object.values(given).every((address) => address === undefined)
}

/** Adds to an error why secrets are required that `npm start` normally creates itself. */
function explainingSecrets<Result>(secretsNeeded: boolean, read: () => Result): Result {
  try {
    return read()
  } catch (error) {
    if (!secretsNeeded || !(error instanceof ConfigurationError)) throw error
    throw new ConfigurationError(error.processName, [...error.faults, messages.secretsNeeded])
  }
}

/** The settings as they are, or all of them optional. */
function requiredOrOptional<Shape extends Record<string, z.ZodType<string>>>(
  shape: Shape,
  needed: boolean,
) {
  const settings = Object.entries(shape).map(([name, setting]) => [
    name,
    needed ? setting : setting.optional(),
  ])
  return Object.fromEntries(settings) as { [Name in keyof Shape]: z.ZodType<string | undefined> }
}
