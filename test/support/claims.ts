/** The keys of the tests, with which they send messages as the bureau's web app does. */
import { createClaims } from '../../services/shared/claims/claims'
import { parseClaimKey, parseClaimPublicKeys } from '../../services/shared/claims/keys'

/** The settings of a key that is the same in every process of the tests. */
export const CLAIM_SETTINGS = {
  CLAIM_KEY: 'test:MC4CAQAwBQYDK2VwBCIEIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH',
  CLAIM_PUBLIC_KEYS: 'test:MCowBQYDK2VwAyEA6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw=',
}

export const claimKey = parseClaimKey(CLAIM_SETTINGS.CLAIM_KEY)
export const claimPublicKeys = parseClaimPublicKeys(CLAIM_SETTINGS.CLAIM_PUBLIC_KEYS)
export const claims = createClaims(claimKey)
