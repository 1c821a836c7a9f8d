/** What the head of the bureau may do with an account of the bureau (S74), in one table. */
import type { AccountStatus } from './accountActions'
import type { Role } from './roles'

export const CLERK_ACTIONS = ['disable', 'enable', 'takeRole'] as const
export type ClerkAction = (typeof CLERK_ACTIONS)[number]

const ALLOWED: Record<AccountStatus, readonly ClerkAction[]> = {
  active: ['disable', 'takeRole'],
  waiting: ['disable', 'takeRole'],
  expired: ['disable', 'takeRole'],
  disabled: ['enable', 'takeRole'],
}

/**
 * What may be done now. Nothing with the own account or another head's, so that the bureau is never
 * left without one; operators give and take that role.
 */
export function clerkActions(
  status: AccountStatus,
  { isOwn, roles }: { isOwn: boolean; roles: readonly Role[] },
): readonly ClerkAction[] {
  return isOwn || roles.includes('head') ? [] : ALLOWED[status]
}
