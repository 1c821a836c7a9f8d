/**
 * Whose form it is, told by the form itself: when the session is gone, nothing else knows, and what was entered must not
 * be lost, nor shown to anybody else. The mark is signed, so that nobody can lay words into another person's form.
 */
import { createSigner } from '../signature'

/** The form's field that carries the mark. */
export const OWNER_FIELD = '_owner'

export interface FormOwners {
  markOf(accountId: string): string
  /** The account whose page a posted form stood on; null when it does not say so, or not truly. */
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
