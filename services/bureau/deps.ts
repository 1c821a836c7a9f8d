/** What the bureau's routes and operations work with. */
import type { Claims } from '../shared/claims/claims'
import type { CardFee } from '../shared/config/cardFee'
import type { IdentityVault } from '../shared/identity/vault'
import type { DocumentWork } from '../shared/documents/pool/documentWork'
import type { DocumentStore } from '../shared/documents/store/documentStore'
import type { ReturnSlips } from '../shared/print/returnSlips'
import type { Changes } from '../shared/store/changes'
import type { Store } from '../shared/store/connection'
import type { BatchRuns } from '../shared/temporal/batchRuns'
import type { RefreshRuns } from '../shared/temporal/refreshRuns'
import type { RequestRuns } from '../shared/temporal/requestRuns'

export interface Deps {
  store: Store
  /** Of requests. */
  changes: Changes
  runs: RequestRuns
  /** Lets open requests know that administrative leave has changed. */
  announceCalendar: () => Promise<void>
  batchRuns: BatchRuns
  refreshes: RefreshRuns
  /** Proves to the runs that a message is the bureau's. */
  claims: Claims
  documents: DocumentStore
  work: DocumentWork
  vault: IdentityVault
  /** What a card costs; null while nobody has given it. */
  fee: CardFee | null
  slips: ReturnSlips
  /** How long a decision can be taken back, in milliseconds; 0: not at all. */
  undoMs: number
}
