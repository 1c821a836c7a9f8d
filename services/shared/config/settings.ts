/** The environment variables of the system, each described once; a process's configuration picks what it needs. */
import { z } from 'zod'

export const port = z.coerce.number('bir port numarası olmalı').int().min(1).max(65_535)

export const mongoSettings = {
  /** A replica set's address with the database's name. */
  MONGO_URL: z.string().regex(/^mongodb(\+srv)?:\/\/.+/, 'mongodb:// ile başlamalı'),
}

export const temporalSettings = {
  TEMPORAL_ADDRESS: z.string().regex(/^[^\s/]+:\d+$/, 'sunucu:port biçiminde olmalı'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
}

export const s3Settings = {
  S3_ENDPOINT: z.url({ protocol: /^https?$/, error: 'http:// ya da https:// ile başlamalı' }),
  S3_ACCESS_KEY: z.string().min(1, 'boş olamaz'),
  S3_SECRET_KEY: z.string().min(1, 'boş olamaz'),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{2,62}$/, 'küçük harf, rakam ve tireden oluşmalı')
    .default('pyk-belgeler'),
}

export const identitySettings = {
  /** `id:key[,id:key…]`, keys of 32 bytes in base64; the first one seals, all of them open. */
  IDENTITY_KEYS: z.string().min(1, 'boş olamaz'),
  /** 32 bytes in base64. */
  IDENTITY_HMAC_KEY: z.string().min(1, 'boş olamaz'),
}

export const webSettings = {
  SESSION_SECRET: z.string().min(32, 'en az 32 karakter olmalı'),
  /** `false` only where the pages are served over plain HTTP on the own machine. */
  COOKIE_SECURE: z.stringbool({ error: 'true ya da false olmalı' }).default(true),
}

export const logSettings = {
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], 'debug, info, warn ya da error olmalı').default('info'),
}

export const portalPort = { PORTAL_PORT: port.default(3000) }
export const bureauPort = { BUREAU_PORT: port.default(3001) }
