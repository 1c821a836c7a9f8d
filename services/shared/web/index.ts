/** All that an app takes from the web kit. README.md in this folder shows how to add a page. */
export type { SignedInAccount } from '../accounts/access'
export { createAccounts, hashPassword } from '../accounts/accounts'
export type { AuditEvent } from './audit/auditEvents'
export { createAuditTrail } from './audit/auditTrail'
export { createWebApp } from './createWebApp'
export type { WebAppOptions } from './createWebApp'
export type { OpeningPageList } from './openingPages/openingPages'
export { BusinessRefusal, Forbidden, FormRefused, NotFound } from './routing/errors'
export type { TextValues } from './routing/errors'
export { eventStream } from './routing/eventStream'
export {
  documentOf,
  originalOf,
  originalReply,
  PageNumber,
  pagePath,
  pageReply,
  shownPages,
} from './routing/documentPages'
export { documentRoutePair } from './routing/documentRoutes'
export { renewalOf } from './routing/renewal'
export { json, privateDownload, privateFile, redirect, view } from './routing/reply'
export type { Reply } from './routing/reply'
export { route } from './routing/route'
export type { Route } from './routing/route'
export { compareTurkish } from './texts/format/people'
export { countUpTo } from './texts/format/numbers'
