/** What the portal's routes and operations work with. */
import type { CardFee } from '../shared/config/cardFee'
import type { RequestTiming } from '../../workflows/domain/requestTiming'
import type { DocumentWork } from '../shared/documents/pool/documentWork'
import type { DocumentStore } from '../shared/documents/store/documentStore'
import type { ReturnSlips } from '../shared/print/returnSlips'
import type { Changes } from '../shared/store/changes'
import type { Store } from '../shared/store/connection'
import type { RefreshRuns } from '../shared/temporal/refreshRuns'
import type { RequestRuns } from '../shared/temporal/requestRuns'

export interface Deps {
  store: Store
  runs: RequestRuns
  refreshes: RefreshRuns
  documents: DocumentStore
  changes: Changes
  work: DocumentWork
  /** The deadlines of new requests. */
  timing: RequestTiming
  /** What a card costs; null while nobody has given it. */
  fee: CardFee | null
  slips: ReturnSlips
  /** Where people reach the portal (S3). */
  publicAddress: string
}
