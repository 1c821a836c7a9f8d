/** Whom a certificate names: the setting CERTIFICATE_HOLDER says in which part of its subject. */
import type { Name } from './x509'

/** Object identifiers of a subject's attributes, by the names that authorities use for them. */
export const SUBJECT_ATTRIBUTES = {
  CN: '2.5.4.3',
  UID: '0.9.2342.19200300.100.1.1',
  serialNumber: '2.5.4.5',
} as const

const MEANINGS = ['registryNo', 'identityNumber'] as const

/** Where the holder's number is in a subject, and which number it is. */
export interface HolderRule {
  /** Object identifier of the attribute. */
  attribute: string
  meaning: (typeof MEANINGS)[number]
}

/** The holder as the certificate names them. */
export interface CertificateHolder {
  meaning: HolderRule['meaning']
  number: string
}

class MalformedHolderRule extends Error {
  override readonly name = 'MalformedHolderRule'
}

/**
 * Reads a rule such as `UID:registryNo`, `serialNumber:identityNumber` or `1.2.3.4:registryNo`.
 * @throws MalformedHolderRule
 */
export function parseHolderRule(setting: string): HolderRule {
  const [, name = '', word] = /^([\w.]+):(\w+)$/.exec(setting.trim()) ?? []
  const attribute = /^\d+(\.\d+)+$/.test(name) ? name : attributeCalled(name)
  const meaning = MEANINGS.find((known) => known === word)
  if (attribute === undefined || meaning === undefined) throw new MalformedHolderRule()
  return { attribute, meaning }
}

function attributeCalled(name: string): string | undefined {
  return Object.entries(SUBJECT_ATTRIBUTES).find(([known]) => known === name)?.[1]
}

/** What each kind of number looks like; signature laws write an identity number as PNOTR-… too. */
const NUMBERS = {
  registryNo: /^([A-Za-z0-9/-]{1,20})$/,
  identityNumber: /^(?:(?:PNO|IDC|TIN)TR-)?(\d{11})$/,
} as const satisfies Record<HolderRule['meaning'], RegExp>

/** The holder whom a subject names; null if it names nobody, or more than one. */
export function holderOf(
  subject: Name,
  { attribute, meaning }: HolderRule,
): CertificateHolder | null {
  const [value, ...others] = subject.getField(attribute)
  const number = NUMBERS[meaning].exec(value?.trim() ?? '')?.[1]
  return number === undefined || others.length > 0 ? null : { meaning, number }
}
