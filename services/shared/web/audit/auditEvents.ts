import type { AuditEntry } from '../../store/auditEntry'

/** The events that web apps write to the audit trail, and how a route declares its event. */
export type AuditEvent =
  | 'signedIn'
  | 'signedOut'
  | 'passwordChanged'
  | 'accountListOpened'
  | 'accountShown'
  | 'unitStaffListed'
  | 'accountCreated'
  | 'passwordReset'
  | 'passwordSlipMade'
  | 'accountExpirySet'
  | 'accountConfirmed'
  | 'accountDisabled'
  | 'accountEnabled'
  | 'roleGiven'
  | 'roleTaken'
  | 'familyOpened'
  | 'familyRefreshed'
  | 'documentUploaded'
  | 'documentOpened'
  | 'originalDownloaded'
  | 'draftOpened'
  | 'draftSaved'
  | 'mailAddressChanged'
  | 'accessReportOpened'
  | 'requestFiled'
  | 'requestOpened'
  | 'requestWithdrawn'
  | 'askedDocumentSent'
  | 'lossFormPrinted'
  | 'coverLetterPrinted'
  | 'workListOpened'
  | 'searched'
  | 'searchResultsOpened'
  | 'personFileOpened'
  | 'leaseTakenOver'
  | 'identityNumberShown'
  | 'leaseReassigned'
  | 'decisionGiven'
  | 'decisionTakenBack'
  | 'documentAskedFor'
  | 'caseEscalated'
  | 'caseGivenBack'
  | 'cardArrivalRecorded'
  | 'printRecorded'
  | 'dispatchRecorded'
  | 'handoverRecorded'
  | 'statisticsOpened'
  | 'statisticsDownloaded'
  | 'auditTrailOpened'
  | 'leaveChanged'
  | 'leaveAnnounced'
  | 'productionReverted'
  | 'cardArrivalReverted'
  | 'batchBegun'
  | 'batchTriedAgain'
  | 'batchOpened'
  | 'sentenceChanged'
  | 'reasonAdded'

/** What the entry of a refused act says besides its event. */
export type RefusalDetails = Pick<AuditEntry, 'triedName' | 'address' | 'certificateFault'>

/** An event, or the reason why the route is not audited. */
export type AuditDeclaration = AuditEvent | `none: ${string}`

/** The event a route is audited as, or null if it declares a reason for none. */
export function auditedEvent(declaration: AuditDeclaration): AuditEvent | null {
  return declaration.startsWith('none:') ? null : (declaration as AuditEvent)
}
