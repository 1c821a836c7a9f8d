/**
 * Identity numbers at rest: encrypted for one record, found by a keyed hash, readable after a
 * rotation of keys.
 */
import {
  MalformedIdentityKeys,
  MalformedIdentityNumber,
  UnknownIdentityKey,
  UnreadableIdentity,
} from '../../../services/shared/identity/errors'
import type { SealedIdentity } from '../../../services/shared/identity/vault'
import {
  createIdentityVault,
  parseIdentityHmacKey,
  parseIdentityKeys,
} from '../../../services/shared/identity/vault'

const NUMBER = '10000000146'
const bytes = (filling: number) => Buffer.alloc(32, filling)
const k1 = { id: 'k1', key: bytes(1) }
const k2 = { id: 'k2', key: bytes(2) }
const hmacKey = bytes(9)
const vault = createIdentityVault({ keys: [k1], hmacKey })

const flipped = (base64: string) => {
  const changed = Buffer.from(base64, 'base64')
  changed[0]! ^= 1
  return changed.toString('base64')
}

describe('an encrypted identity number', () => {
  it('D12 is decrypted for the person that it was encrypted for', () => {
    expect(vault.open(vault.seal(NUMBER, 'person-1'), 'person-1')).toBe(NUMBER)
  })

  it('D12 does not show the number, and looks different each time', () => {
    const [once, again] = [vault.seal(NUMBER, 'person-1'), vault.seal(NUMBER, 'person-1')]
    expect(once.ciphertext).not.toBe(again.ciphertext)
    expect(Buffer.from(once.ciphertext, 'base64').toString('latin1')).not.toContain(NUMBER)
    expect(once.keyId).toBe('k1')
  })

  it('is not decrypted for another person', () => {
    const sealed = vault.seal(NUMBER, 'person-1')
    expect(() => vault.open(sealed, 'person-2')).toThrow(UnreadableIdentity)
  })

  it.each(['iv', 'ciphertext', 'tag'] as const)(
    'is not decrypted if its %s was altered',
    (part) => {
      const sealed = vault.seal(NUMBER, 'person-1')
      expect(() => vault.open({ ...sealed, [part]: flipped(sealed[part]) }, 'person-1')).toThrow(
        UnreadableIdentity,
      )
    },
  )

  it('is not decrypted with a shortened tag', () => {
    const sealed: SealedIdentity = vault.seal(NUMBER, 'person-1')
    const tag = Buffer.from(sealed.tag, 'base64').subarray(0, 4).toString('base64')
    expect(() => vault.open({ ...sealed, tag }, 'person-1')).toThrow(UnreadableIdentity)
  })

  it('D12 is not repeated in the error', () => {
    const sealed = vault.seal(NUMBER, 'person-1')
    const wholeMessage = 'The identity number of person person-2 cannot be read'
    expect(() => vault.open(sealed, 'person-2')).toThrow(new Error(wholeMessage))
  })
})

describe('a rotation of keys', () => {
  it('leaves old numbers readable and encrypts new ones with the first key', () => {
    const old = vault.seal(NUMBER, 'person-1')
    const changed = createIdentityVault({ keys: [k2, k1], hmacKey })
    expect(changed.open(old, 'person-1')).toBe(NUMBER)
    expect(changed.seal(NUMBER, 'person-1').keyId).toBe('k2')
  })

  it("does not change the person's key", () => {
    const changed = createIdentityVault({ keys: [k2], hmacKey })
    expect(changed.keyOf(NUMBER)).toBe(vault.keyOf(NUMBER))
  })

  it('reports the id of a missing key', () => {
    const old = vault.seal(NUMBER, 'person-1')
    const changed = createIdentityVault({ keys: [k2], hmacKey })
    expect(() => changed.open(old, 'person-1')).toThrow(UnknownIdentityKey)
    expect(() => changed.open(old, 'person-1')).toThrow(/k1/)
  })

  it('rejects another key with the old id', () => {
    const old = vault.seal(NUMBER, 'person-1')
    const changed = createIdentityVault({ keys: [{ id: 'k1', key: bytes(3) }], hmacKey })
    expect(() => changed.open(old, 'person-1')).toThrow(UnreadableIdentity)
  })
})

describe("a person's key", () => {
  it('D5 is the same for the same number and differs for others', () => {
    expect(vault.keyOf(NUMBER)).toMatch(/^[0-9a-f]{32}$/)
    expect(vault.keyOf(NUMBER)).toBe(createIdentityVault({ keys: [k2], hmacKey }).keyOf(NUMBER))
    expect(vault.keyOf('11111111110')).not.toBe(vault.keyOf(NUMBER))
  })

  it('D12 cannot be computed without the secret', () => {
    expect(createIdentityVault({ keys: [k1], hmacKey: bytes(8) }).keyOf(NUMBER)).not.toBe(
      vault.keyOf(NUMBER),
    )
  })

  it.each(['', ' 10000000146', '1000000014', '100 000 001 46'])(
    'D5 is not computed from "%s"',
    (text) => {
      expect(() => vault.keyOf(text)).toThrow(MalformedIdentityNumber)
      expect(() => vault.seal(text, 'person-1')).toThrow(MalformedIdentityNumber)
    },
  )
})

describe('the settings', () => {
  const secret = (filling: number) => bytes(filling).toString('base64')

  it('IDENTITY_KEYS lists keys by id, the current one first', () => {
    expect(parseIdentityKeys(`k2:${secret(2)}, k1:${secret(1)}`)).toEqual([k2, k1])
  })

  it('IDENTITY_HMAC_KEY is one key', () => {
    expect(parseIdentityHmacKey(secret(9))).toEqual(hmacKey)
  })

  it.each([
    ['nothing', ''],
    ['a key without id', secret(1)],
    ['a short key', `k1:${Buffer.alloc(16).toString('base64')}`],
    ['something other than base64', 'k1:not base64 at all, but thirty-two'],
    ['an id twice', `k1:${secret(1)},k1:${secret(2)}`],
  ])('IDENTITY_KEYS with %s is refused', (_, setting) => {
    expect(() => parseIdentityKeys(setting)).toThrow(MalformedIdentityKeys)
  })

  it('the refusal does not repeat a key', () => {
    const short = Buffer.alloc(16, 7).toString('base64')
    const refusal = new MalformedIdentityKeys('a key is not 32 bytes in base64')
    expect(() => parseIdentityKeys(`k1:${short}`)).toThrow(refusal)
    expect(() => parseIdentityHmacKey(short)).toThrow(refusal)
  })
})
