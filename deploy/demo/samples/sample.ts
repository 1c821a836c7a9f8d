/** What every sample file says of itself. */
import type { DocumentFaultCode, DocumentKind } from '../../../workflows/domain/documents'

export interface Sample {
  name: string
  /** Where it is to be uploaded. */
  kind: DocumentKind
  /** For the list in README.md, in Turkish. */
  about: string
  /** What must be found wrong with it, in the order in which it is told. */
  faults: readonly DocumentFaultCode[]
  make(): Promise<Buffer> | Buffer
}
