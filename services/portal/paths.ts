/**
 * Addresses of the portal's pages. They carry random ids and codes, never anything about a person
 * (D12).
 */
import { z } from 'zod'
import type { AccountAction } from '../../workflows/domain/accountActions'
import type { DocumentKind } from '../../workflows/domain/documents'
import { ID } from '../../workflows/domain/readMessage'
import type { RequestType } from '../../workflows/domain/requestState'

export const HOME = '/'
/** The screen of S13. */
export const FAMILY = '/family'
/** Asks the population register for the family (S16). */
export const FAMILY_REFRESH = `${FAMILY}/refresh`
/** The tracking table on it (S41). */
export const TRACKING = `${FAMILY}#requests`

/** What becomes of personal data (law 6698); open to everybody. */
export const PRIVACY = '/privacy'
/** Who has looked at the staff member's own data. */
export const OWN_PRIVACY = `${PRIVACY}/own`

/** The same for a relative, as a sheet to print. */
export function relativePrivacyPath(personId: string): string {
  return `${FAMILY}/${personId}/privacy`
}

/** Events that report to an open page that there is something new. */
export const NEWS = '/news/events'

/** The same for a page that shows what `seen` stands for. */
export function newsAfter(seen: string): string {
  return `${NEWS}?seen=${encodeURIComponent(seen)}`
}

/** What has happened to the staff member's requests. */
export const NOTICES = '/notices'
export const NOTICES_READ = `${NOTICES}/read`
export const NOTICE_ADDRESS = `${NOTICES}/address`

const Id = z.string().regex(ID)
export const PersonParams = z.object({ personId: Id })
export const RequestParams = z.object({ requestId: Id })

/** A page with uploads: one that prepares a request, or that adds what an open one lacks. */
export type UploadPlace = RequestType | 'missing'

/** The path of each below the person's address. */
export const PREPARED_AT = {
  cardRequest: 'card-request',
  cancellationRequest: 'cancellation',
  missing: 'missing-document',
} as const satisfies Record<UploadPlace, string>

/** The page on which a request for a relative is prepared or completed. */
export function preparationPath(place: UploadPlace, personId: string): string {
  return `${FAMILY}/${personId}/${PREPARED_AT[place]}`
}

export function cardRequestPath(personId: string): string {
  return preparationPath('cardRequest', personId)
}

export function cancellationPath(personId: string): string {
  return preparationPath('cancellationRequest', personId)
}

/** Where the document is added that the bureau has asked for. */
export function missingPath(personId: string): string {
  return preparationPath('missing', personId)
}

/** Where a cancellation is confirmed before it is filed. */
export function confirmationPath(personId: string): string {
  return `${cancellationPath(personId)}/confirmation`
}

/** The blank form of a loss, as a PDF (S61). */
export function lossFormPath(personId: string): string {
  return `${cancellationPath(personId)}/loss-form`
}

/** The letter that goes with a card to the bureau, as a PDF (S68, S75). */
export function coverLetterPath(requestId: string): string {
  return `${requestPath(requestId)}/cover-letter`
}

/** A file of a request in preparation: POST uploads it, GET shows it. */
export function draftDocumentPath(
  place: UploadPlace,
  personId: string,
  kind: DocumentKind,
): string {
  return `${preparationPath(place, personId)}/documents/${kind}`
}

/** Where a file waits for the person to see and confirm what becomes of it (D13). */
export function proposalPath(
  place: UploadPlace,
  personId: string,
  kind: DocumentKind | ':kind',
): string {
  return `${preparationPath(place, personId)}/documents/${kind}/proposal`
}

export function requestPath(requestId: string): string {
  return `/requests/${requestId}`
}

/** Where a request that nobody has opened is taken back. */
export function withdrawalPath(requestId: string): string {
  return `${requestPath(requestId)}/withdrawal`
}

export function documentPath(requestId: string, kind: DocumentKind | ':kind'): string {
  return `${requestPath(requestId)}/documents/${kind}`
}

/** Whom staff without an account turn to (S6). */
export const UNITS = '/units'

/** The accounts of a project manager's unit (S6, S74). */
export const ACCOUNTS = '/accounts'
/** The staff of the unit who have none. */
export const NEW_ACCOUNT = `${ACCOUNTS}/new`

export const AccountParams = z.object({ accountId: Id })
export const StaffParams = z.object({ staffId: Id })

/** @param shown which accounts */
export function accountsPath(shown: string, page: number): string {
  return `${ACCOUNTS}?shown=${shown}&page=${page}`
}

export function newAccountsPath(page: number): string {
  return `${NEW_ACCOUNT}?page=${page}`
}

/** Where an account is opened for a member of staff. */
export function newAccountPath(staffId: string): string {
  return `${NEW_ACCOUNT}/${staffId}`
}

export function accountPath(accountId: string): string {
  return `${ACCOUNTS}/${accountId}`
}

/** Where a manager acts on an account; some of these addresses ask first. */
export const ACCOUNT_ACT_PATHS: Record<AccountAction, (accountId: string) => string> = {
  resetPassword: (accountId) => `${accountPath(accountId)}/password`,
  setExpiry: (accountId) => `${accountPath(accountId)}/expiry`,
  confirm: (accountId) => `${accountPath(accountId)}/still-needed`,
  disable: (accountId) => `${accountPath(accountId)}/disabling`,
  enable: (accountId) => `${accountPath(accountId)}/enabling`,
}

/** Prints the slip with a one-time password. */
export function slipPath(accountId: string): string {
  return `${accountPath(accountId)}/slip`
}
