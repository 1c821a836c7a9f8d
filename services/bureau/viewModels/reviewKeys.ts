/**
 * The single keys of the review page: what each does, and the letter, which every Turkish keyboard
 * has.
 */
import type { SignedInAccount } from '../../shared/web'

const REVIEW_KEYS = {
  approve: 'o',
  reject: 'r',
  explanation: 'a',
  send: 'g',
  next: 's',
  askForDocument: 'b',
  escalate: 'm',
  giveBack: 'm',
  photo: 'f',
  previousPhoto: 'e',
  paper: 'd',
  identity: 'k',
  takeBack: 'z',
  list: 'l',
  help: '?',
} as const

/**
 * The keys of an account; none while it has them turned off (WCAG 2.1.4). No page has both `escalate`
 * and `giveBack`.
 */
export function reviewKeys({
  singleKeysOff,
}: Pick<SignedInAccount, 'singleKeysOff'>): Partial<typeof REVIEW_KEYS> {
  return singleKeysOff ? {} : REVIEW_KEYS
}
