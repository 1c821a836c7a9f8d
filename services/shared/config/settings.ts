/** All environment variables, each described once; each process picks what it needs. */
import os from 'node:os'
import { z } from 'zod'
import { RULES } from '../../../workflows/contract'
import { DEFAULT_REVERSAL_DAYS, DEFAULT_TIMING } from '../../../workflows/domain/requestTiming'
import { parseIdentityHmacKey, parseIdentityKeys } from '../identity/vault'
import { parseClaimKey, parseClaimPublicKeys } from '../claims/keys'
import { NOT_GIVEN, parseFeeAccount } from './cardFee'
import { parseAuditKeys } from '../store/auditChain/links'
import { parseHolderRule } from '../certificates/holder'
import { DEFAULT_RELATION_CODES, parseRelationCodes } from './relationCodes'
import { parseTrustedProxies } from './trustedProxies'

export const port = z.coerce.number('bir port numarası olmalı').int().min(1).max(65_535)

export const mongoSettings = {
  /** Address of a replica set with the database name. */
  MONGO_URL: z.string().regex(/^mongodb(\+srv)?:\/\/.+/, 'mongodb:// ile başlamalı'),
}

/** What reads and writes the record needs. */
export const recordSettings = {
  ...mongoSettings,
  /** `key[,key…]`, 32 bytes each in base64; the first links new audit lines, all of them verify. */
  AUDIT_KEYS: z
    .string()
    .refine(
      canBeReadBy(parseAuditKeys),
      'virgülle ayrılmış anahtarlar olmalı, her biri base64 ile 32 bayt',
    ),
}

export const temporalSettings = {
  TEMPORAL_ADDRESS: z.string().regex(/^[^\s/]+:\d+$/, 'sunucu:port biçiminde olmalı'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  /** Up to which of the rules (workflows/domain/runRules.ts) runs go: during an upgrade the old ones. */
  RUN_RULES: z
    .union(
      [z.literal(NOT_GIVEN), z.coerce.number().int().min(1).max(RULES)],
      `en çok ${RULES} olmalı`,
    )
    .default(NOT_GIVEN)
    .transform((number) => (number === NOT_GIVEN ? RULES : number)),
  /** With the certificates of engine.ts; without it the connection is plain. */
  TEMPORAL_TLS_FOLDER: z.string().min(1, 'boş olamaz').optional(),
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

export const uploadSettings = {
  /** Where uploads wait until they are judged: a folder on a disk. */
  UPLOAD_FOLDER: z.string().min(1, 'boş olamaz').default(os.tmpdir()),
}

export const identitySettings = {
  /** `id:key[,id:key…]`, 32-byte keys in base64; the first encrypts, all decrypt. */
  IDENTITY_KEYS: z
    .string()
    .refine(
      canBeReadBy(parseIdentityKeys),
      'ad:anahtar biçiminde olmalı, anahtar base64 ile 32 bayt',
    ),
  /** 32 bytes in base64. */
  IDENTITY_HMAC_KEY: z
    .string()
    .refine(canBeReadBy(parseIdentityHmacKey), 'base64 ile 32 bayt olmalı'),
}

const days = z.coerce.number('bir gün sayısı olmalı').int().min(1).max(250)

const ascendingDays = z
  .string()
  .regex(/^[1-9]\d{0,2}(,[1-9]\d{0,2})*$/, '10,20 gibi gün sayıları olmalı')
  .transform((list) => list.split(',').map(Number))
  .refine(
    (list) => list.every((day, index) => index === 0 || day > list[index - 1]!),
    'artan sırada olmalı',
  )

/**
 * The deadlines of a request in working days; a running request keeps the values it started with.
 */
export const timingSettings = {
  REVIEW_DUE_DAYS: days.default(DEFAULT_TIMING.reviewDueDays),
  REVIEW_REMINDER_DAYS_BEFORE: days.default(DEFAULT_TIMING.reviewReminderDaysBefore),
  /** Ascending, such as `10,20`. */
  CARD_REMINDER_DAYS: ascendingDays.default([...DEFAULT_TIMING.cardReminderDays]),
  /** Reminders of a document that the bureau asked for. */
  APPLICANT_REMINDER_DAYS: ascendingDays.default([...DEFAULT_TIMING.applicantReminderDays]),
  /** After so many days the request goes back to the bureau without it. */
  APPLICANT_WAIT_DAYS: days.default(DEFAULT_TIMING.applicantWaitDays),
  /** For so many calendar days a wrong delivery can be taken back. */
  REVERSAL_DAYS: days.default(DEFAULT_REVERSAL_DAYS),
}

/** What a card costs and where it is paid (cardFee.ts); both or neither. */
export const feeSettings = {
  /** In lira, such as `250` or `250,50`. */
  CARD_FEE: z
    .string()
    .regex(
      new RegExp(`^(?:${NOT_GIVEN}|(?!0+(?:[.,]0+)?$)\\d{1,6}(?:[.,]\\d{2})?)$`),
      '250 ya da 250,50 gibi bir tutar olmalı',
    )
    .transform((amount) => (amount === NOT_GIVEN ? null : Number(amount.replace(',', '.'))))
    .default(null),
  /** `payee; IBAN; what to write`. */
  CARD_FEE_ACCOUNT: z
    .string()
    .refine(
      canBeReadBy(parseFeeAccount),
      'alıcı; IBAN; açıklama biçiminde olmalı, IBAN’ın denetim basamakları tutmalı',
    )
    .transform(parseFeeAccount)
    .default(null),
}

export const slipSettings = {
  /** Signs the codes of return slips; the same in portal and bureau. */
  SLIP_KEY: z.string().min(32, 'en az 32 karakter olmalı'),
}

export const claimKeySettings = {
  /** `id:key`, an Ed25519 key as PKCS #8 (DER) in base64; the bureau's alone. */
  CLAIM_KEY: z
    .string()
    .refine(
      canBeReadBy(parseClaimKey),
      'ad:anahtar biçiminde olmalı, anahtar base64 ile Ed25519 özel anahtarı (PKCS #8, DER)',
    ),
}

export const claimPublicKeysSettings = {
  /** `id:key[,id:key…]`, each as SubjectPublicKeyInfo (DER) in base64. */
  CLAIM_PUBLIC_KEYS: z
    .string()
    .refine(
      canBeReadBy(parseClaimPublicKeys),
      'ad:anahtar[,ad:anahtar…] biçiminde olmalı, anahtarlar base64 ile Ed25519 açık anahtarı (DER)',
    ),
}

const origin = z
  .url({ protocol: /^https?$/, error: 'http:// ya da https:// ile başlamalı' })
  .refine(
    (url) => originOf(url) === url.replace(/\/$/, ''),
    'yalnız https://sunucu[:kapı] olmalı; yol, soru işareti ya da kullanıcı adı olmadan',
  )
  .transform(originOf)

export const webSettings = {
  /** The one address under which people reach the app (S3). */
  PUBLIC_URL: origin,
  SESSION_SECRET: z.string().min(32, 'en az 32 karakter olmalı'),
  /** `false` only for plain HTTP on the local machine. */
  COOKIE_SECURE: z.stringbool({ error: 'true ya da false olmalı' }).default(true),
  /** Addresses and networks, such as `10.0.0.4,10.1.0.0/16`; empty where no proxy is in front. */
  TRUSTED_PROXIES: z
    .string()
    .refine(
      canBeReadBy(parseTrustedProxies),
      'virgülle ayrılmış adresler ya da ağlar olmalı, ör. 10.0.0.4,10.1.0.0/16',
    )
    .transform(parseTrustedProxies),
  /** Address to listen on. A container listens on all of its own; nobody else needs to. */
  LISTEN_ADDRESS: z.union([z.ipv4(), z.ipv6()], 'bir IP adresi olmalı').default('127.0.0.1'),
}

const file = z.string().min(1, 'boş olamaz')

/** "Sertifikalı Giriş" (S4). All but the first are needed unless it is off. */
export const certificateSettings = {
  /** Who asks browsers for a certificate: nobody, this process, or a proxy of TRUSTED_PROXIES. */
  CERTIFICATE_LOGIN: z
    .enum(['off', 'listener', 'proxy'], 'off, listener ya da proxy olmalı')
    .default('off'),
  /** Address at which browsers are asked for their certificate, with the host name of PUBLIC_URL. */
  CERTIFICATE_URL: origin.optional(),
  /** PEM file with the authorities whose certificates are accepted. */
  CERTIFICATE_AUTHORITIES: file.optional(),
  /** Files with their lists of revoked certificates, separated by commas; read again as they change. */
  CERTIFICATE_REVOCATION_LISTS: file
    .transform((list) => list.split(',').map((entry) => entry.trim()))
    .optional(),
  /** Where a certificate names its holder, such as `UID:registryNo`. */
  CERTIFICATE_HOLDER: z
    .string()
    .refine(
      canBeReadBy(parseHolderRule),
      'alan:anlam biçiminde olmalı, ör. UID:registryNo ya da serialNumber:identityNumber',
    )
    .transform(parseHolderRule)
    .default(parseHolderRule('UID:registryNo')),
  /** PEM files with the listener's own certificate and key. */
  TLS_CERTIFICATE: file.optional(),
  TLS_KEY: file.optional(),
}

/** How people sign in to the bureau; `certificate` refuses passwords. */
export const bureauLoginSettings = {
  BUREAU_LOGIN: z.enum(['any', 'certificate'], 'any ya da certificate olmalı').default('any'),
}

const kpsAddress = z.url({ protocol: /^https$/, error: 'https:// ile başlamalı' })

/** The population register's gateway (KPS); NVİ names all of this in the agreement. */
export const kpsSettings = {
  /** Address of the router, which takes the queries. */
  KPS_ENDPOINT: kpsAddress,
  /** Address of the issuer of security tokens. */
  KPS_STS_ENDPOINT: kpsAddress,
  KPS_USERNAME: z.string().min(1, 'boş olamaz'),
  KPS_PASSWORD: z.string().min(1, 'boş olamaz'),
  KPS_SERVICE: z
    .string()
    .regex(/^\w+$/, 'bir servis adı olmalı')
    .default('AileBireyleriSorgulaServis'),
  /** NVİ replaces old dates, so this changes from time to time. */
  KPS_SERVICE_DATE: z
    .string()
    .regex(/^\d{4}\/\d{2}\/\d{2}$/, '2025/08/01 gibi bir tarih olmalı')
    .default('2025/08/01'),
  /** What the codes of kinship mean: `1:self,2:spouse,3:child,5:other`. */
  KPS_RELATION_CODES: z
    .string()
    .refine(
      canBeReadBy(parseRelationCodes),
      'kod:anlam biçiminde olmalı; anlam self, spouse, child ya da other',
    )
    .transform(parseRelationCodes)
    .default(parseRelationCodes(DEFAULT_RELATION_CODES)),
  /** Limit of one call. Slow answers are usual under load. */
  KPS_TIMEOUT_SECONDS: z.coerce
    .number('bir saniye sayısı olmalı')
    .int()
    .min(1)
    .max(300)
    .default(45),
}

/** Notices by e-mail; without a server they wait, and the portal shows them. */
export const mailSettings = {
  /** `smtp://` or `smtps://`, with user and password. */
  SMTP_URL: z
    .string()
    .regex(/^(smtps?:\/\/\S+|verilmedi)$/, 'smtp:// ya da smtps:// ile başlamalı')
    .default(NOT_GIVEN),
  /** The sender's address. */
  MAIL_FROM: z
    .union([z.literal(NOT_GIVEN), z.email()], 'bir e-posta adresi olmalı')
    .default(NOT_GIVEN),
}

export const logSettings = {
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error'], 'debug, info, warn ya da error olmalı')
    .default('info'),
}

/** Name of the release, which Temporal notes at every step of a run. */
export const releaseSettings = { BUILD_ID: z.string().min(1, 'boş olamaz').default('local') }

/** Where a process serves its metrics; without a port it does not. */
export const metricsSettings = {
  METRICS_PORT: port.max(65_534, 'en çok 65534 olmalı').optional(),
  METRICS_ADDRESS: z.union([z.ipv4(), z.ipv6()], 'bir IP adresi olmalı').default('127.0.0.1'),
}

export const portalPort = { PORTAL_PORT: port.default(3000) }
export const bureauPort = { BUREAU_PORT: port.default(3001) }
/** Where certificates are asked for. */
export const portalTlsPort = { PORTAL_TLS_PORT: port.default(3443) }
export const bureauTlsPort = { BUREAU_TLS_PORT: port.default(3444) }

/** The text itself if it is no address, which its own check reports. */
function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url
}

/** Whether the parser that uses the setting accepts it. */
function canBeReadBy(reader: (setting: string) => unknown) {
  return (setting: string): boolean => {
    try {
      reader(setting)
      return true
    } catch {
      return false
    }
  }
}
