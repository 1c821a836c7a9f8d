/** What the portal's routes and operations work with, and whom its pages are for. */
import type { Role } from '../../workflows/domain/allowedActions'
import type { RequestTiming } from '../../workflows/domain/requestTiming'
import type { DocumentStore } from '../shared/documents/store/documentStore'
import type { Store } from '../shared/store/connection'
import type { RequestRuns } from '../shared/temporal/requestRuns'

export interface Deps {
  store: Store
  runs: RequestRuns
  documents: DocumentStore
  /** The clocks that new requests are given. */
  timing: RequestTiming
}

/** Who may ask for cards and follow requests: staff, each for the own family (S10, S11). */
export const STAFF: readonly [Role, ...Role[]] = ['staff']

/** Who has a home page in the portal (S7, S74). */
export const ADMITTED: readonly [Role, ...Role[]] = ['staff', 'projectManager']
