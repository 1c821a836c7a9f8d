/** The audit trail of the web apps in the database. */
import type { Store } from '../../store/connection'
import type { RecordAudit } from '../routing/mountRoutes'

export function createAuditTrail({ audit }: Pick<Store, 'audit'>): RecordAudit {
  return (entry) => audit.append(entry)
}
