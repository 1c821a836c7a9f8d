/**
 * Signs and verifies claims: compact JWS with EdDSA (RFC 7515, RFC 8037), whose payload is the whole
 * message and the name of its signal. Node has the cryptography; a JOSE library would add only the
 * choice of algorithms, which there must not be.
 */
import { sign, verify } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type {
  ClaimedMessage,
  ClaimVerdict,
  Proven,
  ProvenMessage,
  ProvenMessages,
} from '../../../workflows/contract'
import type { ClaimKey, ClaimPublicKeys } from './keys'

const ALGORITHM = 'EdDSA'

/** Issues claims. */
export function createClaims({ id, key }: ClaimKey) {
  const header = encoded({ alg: ALGORITHM, kid: id })
  return {
    /** Adds the claim that proves a message. */
    prove<Name extends ProvenMessage>(
      message: Name,
      fields: ProvenMessages[Name],
    ): Proven<ProvenMessages[Name]> {
      const signed = `${header}.${encoded({ message, fields })}`
      const signature = sign(null, Buffer.from(signed), key).toString('base64url')
      return { ...fields, claim: `${signed}.${signature}` }
    },
  }
}

export type Claims = ReturnType<typeof createClaims>

/** Whether a claim proves a message, and by which key. */
export function verifyClaim(
  keys: ClaimPublicKeys,
  { message, fields, claim }: ClaimedMessage,
): ClaimVerdict {
  const signed = readClaim(keys, claim)
  if ('cause' in signed) return signed
  const { provenBy } = signed
  return isDeepStrictEqual(signed.payload, { message, fields }) ? { provenBy } : UNPROVEN
}

const UNPROVEN = { cause: 'unproven' } as const

/** What a claim says, and the id of the key that signed it; or why nobody has. */
export function readClaim(
  keys: ClaimPublicKeys,
  claim: string,
): { payload: unknown; provenBy: string } | Exclude<ClaimVerdict, { provenBy: string }> {
  const [header = '', payload = '', signature = ''] = claim.split('.')
  const { alg, kid } = (decoded(header) ?? {}) as { alg?: unknown; kid?: unknown }
  if (alg !== ALGORITHM || typeof kid !== 'string') return UNPROVEN
  const key = keys.get(kid)
  if (key === undefined) return { cause: 'unknownKey' }
  const signed = Buffer.from(`${header}.${payload}`)
  if (!verify(null, signed, key, Buffer.from(signature, 'base64url')))
    return { cause: 'badSignature' }
  return { payload: decoded(payload), provenBy: kid }
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** Null if it is not JSON. */
function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}
