/** The acts that web apps write to the audit trail, and how a route says which one it is. Texts stand under `auditEvent`. */
export const AUDIT_EVENTS = [
  'signedIn',
  'signedOut',
  'familyOpened',
  'familyRefreshed',
  'documentUploaded',
  'documentRemoved',
  'documentOpened',
  'draftOpened',
  'draftSaved',
  'requestFiled',
  'requestOpened',
  'workListOpened',
  'searched',
  'personFileOpened',
  'decisionGiven',
  'cardArrivalRecorded',
  'printRecorded',
  'dispatchRecorded',
  'handoverRecorded',
] as const
export type AuditEvent = (typeof AUDIT_EVENTS)[number]

/** An event, or the reason why the route leaves no trace. */
export type AuditDeclaration = AuditEvent | `none: ${string}`

/** The event a route is audited as, or null where it declares a reason for none. */
export function auditedEvent(declaration: AuditDeclaration): AuditEvent | null {
  return declaration.startsWith('none:') ? null : (declaration as AuditEvent)
}
