/** The fee of a card and its account, as they are given to the processes. */
import { readBureauConfig } from '../../../services/bureau/config'
import { readPortalConfig } from '../../../services/portal/config'
import { ConfigurationError } from '../../../services/shared/config/environment'
import { CLAIM_SETTINGS } from '../../support/claims'

const key = Buffer.alloc(32, 1).toString('base64')
const environment = {
  MONGO_URL: 'mongodb://database.example/pyk',
  TEMPORAL_ADDRESS: 'temporal.example:7233',
  S3_ENDPOINT: 'http://s3.example:8333',
  S3_ACCESS_KEY: 'access',
  S3_SECRET_KEY: 'secret',
  SESSION_SECRET: key,
  IDENTITY_KEYS: `a:${key}`,
  IDENTITY_HMAC_KEY: key,
  PUBLIC_URL: 'http://localhost',
  TRUSTED_PROXIES: '',
  SLIP_KEY: key,
  AUDIT_KEYS: key,
  ...CLAIM_SETTINGS,
}
const ACCOUNT = 'Merkez Saymanlık; TR33 0006 1005 1978 6457 8413 26; Kart ücreti'

/** What a start with these settings ends with. */
function faultOf(given: Record<string, string>): string {
  try {
    readPortalConfig({ ...environment, ...given })
    return ''
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error
    return error.message
  }
}

it.each([
  ['250', 250],
  ['1250,50', 1250.5],
  ['1250.50', 1250.5],
])('S29 reads the fee %s and its account, the same in both apps', (CARD_FEE, amount) => {
  const given = { ...environment, CARD_FEE, CARD_FEE_ACCOUNT: ACCOUNT }
  const fee = {
    amount,
    payee: 'Merkez Saymanlık',
    iban: 'TR330006100519786457841326',
    note: 'Kart ücreti',
  }
  expect(readPortalConfig(given).fee).toEqual(fee)
  expect(readBureauConfig(given).fee).toEqual(fee)
})

it.each([
  'Merkez; TR330006100519786457841327; Ücret',
  'Merkez; 0006100519786457841326; Ücret',
  'Merkez; TR330006100519786457841326',
  '; TR330006100519786457841326; Ücret',
  'a; TR330006100519786457841326; b; c',
])('does not start with the account “%s”', (CARD_FEE_ACCOUNT) => {
  expect(faultOf({ CARD_FEE: '250', CARD_FEE_ACCOUNT })).toContain('CARD_FEE_ACCOUNT')
})

it.each(['0', '0,00', '-5', '250,5', 'çok'])('does not start with the fee %s', (CARD_FEE) => {
  expect(faultOf({ CARD_FEE, CARD_FEE_ACCOUNT: ACCOUNT })).toContain('CARD_FEE: ')
})

it('does not start with only one of the two', () => {
  expect(faultOf({ CARD_FEE: '250' })).toContain('CARD_FEE_ACCOUNT')
  expect(faultOf({ CARD_FEE_ACCOUNT: ACCOUNT })).toContain('CARD_FEE: ')
})

it('knows no fee until both are given', () => {
  expect(readPortalConfig(environment).fee).toBeNull()
  const notGiven = { ...environment, CARD_FEE: 'verilmedi', CARD_FEE_ACCOUNT: 'verilmedi' }
  expect(readPortalConfig(notGiven).fee).toBeNull()
})
