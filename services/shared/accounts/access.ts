import type { SignInWay } from '../../../workflows/domain/accountState'
import type { Role } from '../../../workflows/domain/roles'
import type { AppName } from '../store/account'

export type Access = 'public' | 'signedIn' | readonly [Role, ...Role[]]

/** Somebody who is signed in, as pages see them. */
export interface SignedInAccount {
  id: string
  username: string
  name: string
  /** Sicil. */
  registryNo: string
  unitCode: string
  unitName: string
  roles: readonly Role[]
  personKey: string
  /** Id of the page that opens after login, for each app in which one is marked (S8). */
  openingPages: Readonly<Partial<Record<AppName, string>>>
  /** Whether single-key shortcuts are turned off (WCAG 2.1.4). */
  singleKeysOff?: boolean
  /** Changes with the password. */
  passwordVersion: string
  signedInWith: SignInWay
  /** The password is a one-time password: no other page opens until it is changed. */
  mustChangePassword: boolean
}

export type AccessVerdict = 'allowed' | 'signInFirst' | 'forbidden'

/** Judges whether somebody, or nobody, may use a route. */
export function judgeAccess(access: Access, account: SignedInAccount | null): AccessVerdict {
  if (access === 'public') return 'allowed'
  if (account === null) return 'signInFirst'
  if (access === 'signedIn') return 'allowed'
  return access.some((role) => account.roles.includes(role)) ? 'allowed' : 'forbidden'
}
