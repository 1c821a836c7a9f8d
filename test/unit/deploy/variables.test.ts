/**
 * What an operator fills in before the first start: deploy/compose/env.example and the secrets made
 * for it.
 */
import { createPublicKey } from 'node:crypto'
import { parseClaimKey, parseClaimPublicKeys } from '../../../services/shared/claims/keys'
import { parseIdentityHmacKey, parseIdentityKeys } from '../../../services/shared/identity/vault'
import { composeText, readComposeFile } from '../../support/compose/composeFile'
import { exampleText, freshVariables, usesIn, variablesOf } from '../../support/compose/variables'

const uses = usesIn(composeText())
const named = [...new Set(uses.map(({ name }) => name))].sort()
const required = new Set(uses.filter(({ otherwise }) => otherwise === ':?').map(({ name }) => name))
const example = variablesOf(exampleText())
const fresh = freshVariables()

it('documents every variable of the compose file, and no other', () => {
  expect(Object.keys(example).sort()).toEqual(named)
})

it('explains each variable in the line above it', () => {
  const lines = exampleText().split('\n')
  const unexplained = lines.filter(
    (line, at) => /^\w+=/.test(line) && !/^# .*\.( \$ .+)?$/.test(lines[at - 1] ?? ''),
  )
  expect(unexplained).toEqual([])
})

it('contains no secret: required variables are empty, others show their default', () => {
  const defaults = Object.fromEntries(
    uses.map(({ name, otherwise, text }) => [name, otherwise === ':-' ? text : '']),
  )
  expect(example).toEqual(defaults)
})

it.each([...required])('does not start without %s, and says what it is for', (name) => {
  const message = uses.find((use) => use.name === name)!.text
  expect(() => readComposeFile({ ...fresh, [name]: '' })).toThrow(message)
  expect(message).toMatch(/\p{L}{3}/u)
})

it('gives every secret the same message wherever it is required', () => {
  const words = new Set(uses.map(({ name, text }) => `${name}: ${text}`))
  expect(words.size).toBe(named.length)
})

describe('the secrets made for it', () => {
  it('are complete, and different each time', () => {
    const again = freshVariables()
    for (const name of required) {
      expect(fresh[name]).toMatch(/^[\w.:+/=-]{20,}$/)
      expect(again[name]).not.toBe(fresh[name])
    }
  })

  it('need no escaping in the addresses that contain them', () => {
    const inAddresses = [...composeText().matchAll(/mongodb:\/\/\w+:\$\{(\w+):[^}]*\}@/g)].map(
      ([, name]) => name!,
    )
    expect(inAddresses).toHaveLength(6)
    // Several, since not every secret happens to contain a character that would need escaping.
    for (const made of Array.from({ length: 8 }, freshVariables))
      for (const name of inAddresses) expect(made[name]).toMatch(/^[\w-]{32}$/)
  })

  it('work as keys of the identity vault', () => {
    expect(parseIdentityKeys(fresh['IDENTITY_KEYS']!)).toMatchObject([{ id: 'k1' }])
    expect(parseIdentityHmacKey(fresh['IDENTITY_HMAC_KEY']!)).toHaveLength(32)
  })

  it('include the private key of the bureau and its public one', () => {
    const { id, key } = parseClaimKey(fresh['CLAIM_KEY']!)
    const publicKeys = parseClaimPublicKeys(fresh['CLAIM_PUBLIC_KEYS']!)
    expect([...publicKeys.keys()]).toEqual([id])
    expect(createPublicKey(key).equals(publicKeys.get(id)!)).toBe(true)
  })

  it('include a key that mongod accepts', () => {
    expect(fresh['MONGO_REPLICA_KEY']).toMatch(/^[A-Za-z0-9+/]{128}$/)
  })
})
