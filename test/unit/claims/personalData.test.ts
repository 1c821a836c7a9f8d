/** D12: the search for personal data reads a claim as what it says. */
import { personalDataIn } from '../../support/personalData'

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const header = encoded({ alg: 'EdDSA', kid: 'first' })

test('D12 a name within a claim is found', () => {
  const claim = `${header}.${encoded({ by: 'Ada' })}.c2lnbmF0dXJl`
  expect(personalDataIn(claim)).toEqual(['ada'])
})

test('D12 a signature that happens to spell a name is not', () => {
  const claim = `${header}.${encoded({ by: 'a clerk' })}.x7-ada_9Qk`
  expect(personalDataIn(claim)).toEqual([])
})
