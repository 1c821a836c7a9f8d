/** The claims that prove the bureau's messages: who signs, who verifies, and what is refused. */
import { generateKeyPairSync } from 'node:crypto'
import { createClaims, verifyClaim } from '../../../services/shared/claims/claims'
import {
  newClaimKeys,
  parseClaimKey,
  parseClaimPublicKeys,
} from '../../../services/shared/claims/keys'
import type { ProvenMessage, ProvenMessages } from '../../../workflows/contract'

const AT = '2026-11-24T09:00:00.000Z'

const MESSAGES: ProvenMessages = {
  bureauDecision: {
    decisionId: 'decision-1',
    requestId: 'request-1',
    outcome: 'rejected',
    reasons: ['photoBackground'],
    explanationId: null,
    by: 'clerk-1',
    at: AT,
  },
  physicalCardReceived: {
    receiptId: 'receipt-1',
    requestId: 'request-1',
    letterNo: 'ÇŞ-12/2026',
    letterDate: '2026-11-20',
    by: 'clerk-1',
    at: AT,
  },
  arrivalReverted: {
    reversalId: 'reversal-1',
    requestId: 'request-1',
    receiptId: 'receipt-1',
    ground: 'notDone',
    by: 'clerk-1',
    at: AT,
  },
  reviewOpened: { openingId: 'opening-1', requestId: 'request-1', by: 'clerk-1', at: AT },
  documentAsked: {
    askId: 'ask-1',
    requestId: 'request-1',
    kind: 'receipt',
    flaw: 'unreadable',
    noteId: null,
    by: 'clerk-1',
    at: AT,
  },
  escalated: {
    escalationId: 'escalation-1',
    requestId: 'request-1',
    noteId: 'note-1',
    by: 'clerk-1',
    at: AT,
  },
  escalationReturned: {
    returnId: 'return-1',
    requestId: 'request-1',
    noteId: 'note-2',
    by: 'head-1',
    at: AT,
  },
  productionEvent: { eventId: 'event-1', cardId: 'card-1', kind: 'printed', by: 'clerk-1', at: AT },
  productionReverted: {
    reversalId: 'reversal-1',
    cardId: 'card-1',
    kind: 'printed',
    ground: 'notDone',
    by: 'clerk-1',
    at: AT,
  },
}
const names = Object.keys(MESSAGES) as ProvenMessage[]

const first = newClaimKeys('k1')
const second = newClaimKeys('k2')
const claims = createClaims(parseClaimKey(first.CLAIM_KEY))
const keys = parseClaimPublicKeys(first.CLAIM_PUBLIC_KEYS)
const decision = claims.prove('bureauDecision', MESSAGES.bureauDecision)
const [header = '', payload = '', signature = ''] = decision.claim.split('.')
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

const verdictOn = (
  claim: string,
  fields: object = MESSAGES.bureauDecision,
  message: ProvenMessage = 'bureauDecision',
) => verifyClaim(keys, { message, fields: fields as never, claim })

it.each(names)('D7 a claim proves the message %s and names its key', (name) => {
  const { claim, ...fields } = claims.prove(name, MESSAGES[name])
  expect(fields).toEqual(MESSAGES[name])
  expect(verdictOn(claim, fields, name)).toEqual({ provenBy: 'k1' })
})

it('is a compact JWS that names algorithm and key', () => {
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
    alg: 'EdDSA',
    kid: 'k1',
  })
})

const CHANGED: [string, object][] = Object.keys(MESSAGES.bureauDecision).map((field) => [
  field,
  { ...MESSAGES.bureauDecision, [field]: field === 'reasons' ? ['otherReason'] : 'changed' },
])
it.each(CHANGED)('D7 does not prove a message with another %s', (_field, fields) => {
  expect(verdictOn(decision.claim, fields)).toEqual({ cause: 'unproven' })
})

it('D7 does not prove a message of another kind', () => {
  expect(verdictOn(decision.claim, MESSAGES.bureauDecision, 'reviewOpened')).toEqual({
    cause: 'unproven',
  })
})

it('D7 of an unknown key is refused as such', () => {
  const { claim } = createClaims(parseClaimKey(second.CLAIM_KEY)).prove(
    'bureauDecision',
    MESSAGES.bureauDecision,
  )
  expect(verdictOn(claim)).toEqual({ cause: 'unknownKey' })
})

it('D7 of another key under a known name has a bad signature', () => {
  const impostor = parseClaimKey(newClaimKeys('k1').CLAIM_KEY)
  const { claim } = createClaims(impostor).prove('bureauDecision', MESSAGES.bureauDecision)
  expect(verdictOn(claim)).toEqual({ cause: 'badSignature' })
})

it.each<[string, string]>([
  ['a changed payload', `${header}.${encoded({ message: 'bureauDecision' })}.${signature}`],
  ['a signature of something else', `${header}.${payload}.${'A'.repeat(86)}`],
  ['a signature that is too short', `${header}.${payload}.AAAA`],
])('D7 with %s has a bad signature', (_what, claim) => {
  expect(verdictOn(claim)).toEqual({ cause: 'badSignature' })
})

it.each<[string, string]>([
  ['nothing', ''],
  ['no JSON', 'a.b.c'],
  ['no signature', `${encoded({ alg: 'none' })}.${payload}.`],
  ['another algorithm', `${encoded({ alg: 'HS256', kid: 'k1' })}.${payload}.${signature}`],
  ['no key', `${encoded({ alg: 'EdDSA' })}.${payload}.${signature}`],
  ['a key that is no text', `${encoded({ alg: 'EdDSA', kid: ['k1'] })}.${payload}.${signature}`],
])('D7 with %s proves nothing', (_what, claim) => {
  expect(verdictOn(claim)).toEqual({ cause: 'unproven' })
})

describe('the keys', () => {
  it('may be several, so that one can be replaced while runs wait', () => {
    const both = parseClaimPublicKeys(`${first.CLAIM_PUBLIC_KEYS},${second.CLAIM_PUBLIC_KEYS}`)
    for (const [id, { CLAIM_KEY }] of Object.entries({ k1: first, k2: second })) {
      const { claim } = createClaims(parseClaimKey(CLAIM_KEY)).prove(
        'productionEvent',
        MESSAGES.productionEvent,
      )
      const verdict = verifyClaim(both, {
        message: 'productionEvent',
        fields: MESSAGES.productionEvent,
        claim,
      })
      expect(verdict).toEqual({ provenBy: id })
    }
  })

  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  it.each([
    '',
    'k1',
    'k1:',
    first.CLAIM_KEY.slice(3),
    first.CLAIM_PUBLIC_KEYS,
    `k1:${rsa.privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')}`,
  ])('are refused as a private key if they are none: %#', (setting) => {
    expect(() => parseClaimKey(setting)).toThrow()
  })

  it.each([
    '',
    first.CLAIM_KEY,
    `${first.CLAIM_PUBLIC_KEYS},${first.CLAIM_PUBLIC_KEYS}`,
    `${first.CLAIM_PUBLIC_KEYS},`,
    `k1:${rsa.publicKey.export({ format: 'der', type: 'spki' }).toString('base64')}`,
  ])('are refused as public keys if they are none: %#', (setting) => {
    expect(() => parseClaimPublicKeys(setting)).toThrow()
  })
})
