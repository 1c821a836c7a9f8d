/**
 * The owner of a form, as a signed field of the form. When the session has ended, nothing else says
 * whose entries they are, and they must neither be lost nor shown to somebody else.
 */
import { createSigner } from '../signature'

/** The name of that field. */
export const OWNER_FIELD = '_owner'

export interface FormOwners {
  markOf(accountId: string): string
  /** The account that the form was rendered for; null if the field is missing or not valid. */
  ownerOf(body: unknown): string | null
}

export function createFormOwners(secret: string): FormOwners {
  const signer = createSigner(secret, 'form of')
  return {
    markOf: (accountId) => `${accountId}.${signer.sign(accountId)}`,
    ownerOf(body) {
      const mark = (body as Record<string, unknown> | undefined)?.[OWNER_FIELD]
      if (typeof mark !== 'string') return null
      const end = mark.lastIndexOf('.')
      const accountId = mark.slice(0, end)
      return signer.isSignatureOf(accountId, mark.slice(end + 1)) ? accountId : null
    },
  }
}
