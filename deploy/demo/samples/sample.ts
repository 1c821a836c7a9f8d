/** What describes a sample file. */
import type { DocumentFaultCode, DocumentKind } from '../../../workflows/domain/documents'

export interface Sample {
  name: string
  /** The upload field that it is meant for. */
  kind: DocumentKind
  /** Description for the list in README.md, in Turkish. */
  about: string
  /** What intake must find, in the order in which it is reported. */
  faults: readonly DocumentFaultCode[]
  make(): Promise<Buffer> | Buffer
}
