/** Why a certificate is no proof of who somebody is (S4). Each has its own words on the page. */

/** What the person can do something about. */
export const HOLDER_FAULTS = [
  'missing',
  'unreadable',
  'unknownAuthority',
  'notYetValid',
  'expired',
  'wrongUse',
  'revoked',
  'namesNobody',
] as const

/** What only an operator can repair: nobody's certificate can be checked until then. */
export const OPERATOR_FAULTS = [
  'authorityExpired',
  'listMissing',
  'listOutdated',
  'listUnusable',
] as const

export type OperatorFault = (typeof OPERATOR_FAULTS)[number]
export type CertificateFault = (typeof HOLDER_FAULTS)[number] | OperatorFault

/** Whether an operator has to repair it. */
export function isOperatorFault(fault: CertificateFault): fault is OperatorFault {
  return OPERATOR_FAULTS.some((known) => known === fault)
}
