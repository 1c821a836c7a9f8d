/**
 * The intake rules for uploaded files (S36–S40, D10, D11). The portal applies them at upload, and
 * the run applies the same code again to the stored file.
 */
import { DOCUMENT_RULES } from '../../../../workflows/domain/documents'
import type {
  DocumentFault,
  DocumentKind,
  FileFormat,
} from '../../../../workflows/domain/documents'
import { FaultList } from './faultList'
import { fileTypeOf } from './fileType'
import { inspectPhoto, inspectPicture } from './inspectJpeg'
import type { Measured } from './measured'

export interface Inspection {
  /** All faults, in a fixed order; empty for a file that is accepted. */
  faults: DocumentFault[]
  /** Null if the type of the file is not accepted. */
  measured: Measured | null
}

/**
 * Finds all faults of a picture, each with the measured and the required value. PDFs are judged in judgePdf.ts.
 */
export async function inspectDocument(kind: DocumentKind, bytes: Buffer): Promise<Inspection> {
  const faults = new FaultList()
  if (bytes.length === 0) {
    faults.add('empty', '0', '1')
    return { faults: faults.sorted(), measured: null }
  }
  const { maxBytes } = DOCUMENT_RULES[kind]
  if (bytes.length > maxBytes) faults.add('tooLarge', String(bytes.length), String(maxBytes))
  const measured = await inspectContent(kind, bytes, faults)
  return { faults: faults.sorted(), measured }
}

function inspectContent(
  kind: DocumentKind,
  bytes: Buffer,
  faults: FaultList,
): Promise<Measured> | null {
  const { formats }: { formats: readonly FileFormat[] } = DOCUMENT_RULES[kind]
  const type = fileTypeOf(bytes)
  if (type === 'jpeg')
    return kind === 'photo' ? inspectPhoto(bytes, faults) : inspectPicture(bytes, faults)
  faults.add('wrongType', type, formats.join(', '))
  return null
}
