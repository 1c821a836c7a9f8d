/**
 * Whose form it is, told by the form itself: when the session is gone, nothing else knows, and what was entered must not
 * be lost, nor shown to anybody else. The mark is signed, so that nobody can lay words into another person's form.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** The form's field that carries the mark. */
export const OWNER_FIELD = '_owner'

export interface FormOwners {
  markOf(accountId: string): string
  /** The account whose page a posted form stood on; null when it does not say so, or not truly. */
  ownerOf(body: unknown): string | null
}

export function createFormOwners(secret: string): FormOwners {
  const signed = (accountId: string) =>
    createHmac('sha256', secret).update(`form of ${accountId}`).digest('hex')
  const markOf = (accountId: string) => `${accountId}.${signed(accountId)}`
  return {
    markOf,
    ownerOf(body) {
      const mark = (body as Record<string, unknown> | undefined)?.[OWNER_FIELD]
      if (typeof mark !== 'string') return null
      const accountId = mark.slice(0, mark.lastIndexOf('.'))
      return isSame(mark, markOf(accountId)) ? accountId : null
    },
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
