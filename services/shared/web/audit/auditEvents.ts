/** The acts that web apps write to the audit trail, and how a route says which one it is. */
export type AuditEvent =
  | 'signedIn'
  | 'signedOut'
  | 'familyOpened'
  | 'documentUploaded'
  | 'documentOpened'
  | 'draftOpened'
  | 'draftSaved'
  | 'requestFiled'
  | 'requestOpened'
  | 'workListOpened'
  | 'searched'
  | 'personFileOpened'
  | 'decisionGiven'
  | 'cardArrivalRecorded'
  | 'printRecorded'
  | 'dispatchRecorded'
  | 'handoverRecorded'

/** An event, or the reason why the route leaves no trace. */
export type AuditDeclaration = AuditEvent | `none: ${string}`

/** The event a route is audited as, or null where it declares a reason for none. */
export function auditedEvent(declaration: AuditDeclaration): AuditEvent | null {
  return declaration.startsWith('none:') ? null : (declaration as AuditEvent)
}
