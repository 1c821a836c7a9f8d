/** The audit trail of the web apps in the database. */
import type { Store } from '../../store/connection'
import type { RecordAudit } from '../routing/mountRoutes'

export function createAuditTrail({ auditEntries }: Pick<Store, 'auditEntries'>): RecordAudit {
  return async (entry) => {
    await auditEntries.create(entry)
  }
}
