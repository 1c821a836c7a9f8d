/** Which roles each app and each kind of page is for. */
import type { Role } from '../../../workflows/domain/roles'

/** Staff ask for cards and follow requests, each for their own family (S10, S11). */
export const STAFF: readonly [Role, ...Role[]] = ['staff']

/** Everybody with a home page in the portal (S7, S74). */
export const PORTAL: readonly [Role, ...Role[]] = ['staff', 'projectManager']

/** Project managers open and keep the accounts of their unit (S6, S74). */
export const MANAGERS: readonly [Role, ...Role[]] = ['projectManager']

/** Everybody who works at the bureau (S74). */
export const BUREAU: readonly [Role, ...Role[]] = ['clerk', 'head']

/** The head of the bureau, who sees how the work goes and who did what (S74). */
export const HEAD: readonly [Role, ...Role[]] = ['head']
