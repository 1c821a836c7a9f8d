/**
 * The intake rules for uploaded files (S36–S40, D10, D11). The portal applies them at upload and the run once more to the stored
 * file, with this same code.
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
import { inspectPdf } from './inspectPdf'

export interface Inspection {
  /** Everything that is wrong, in a fixed order; empty for a file that is taken. */
  faults: DocumentFault[]
  /** What the file really is; null when it is neither of the formats that are taken at all. */
  format: FileFormat | null
}

/**
 * Finds every fault of a file at once, each with what was measured and what is required.
 * @throws PdfReaderStalled when a PDF keeps its reader busy too long; whatever else is thrown is a fault of this machine too
 */
export async function inspectDocument(kind: DocumentKind, bytes: Buffer): Promise<Inspection> {
  const faults = new FaultList()
  const type = fileTypeOf(bytes)
  const format = type === 'jpeg' || type === 'pdf' ? type : null
  if (bytes.length === 0) {
    faults.add('empty', '0', '1')
    return { faults: faults.sorted(), format }
  }

  const { formats, maxBytes }: { formats: readonly FileFormat[]; maxBytes: number } =
    DOCUMENT_RULES[kind]
  if (bytes.length > maxBytes) faults.add('tooLarge', String(bytes.length), String(maxBytes))
  if (format === null || !formats.includes(format))
    faults.add('wrongType', type, formats.join(', '))
  else if (format === 'pdf') await inspectPdf(bytes, faults)
  else if (kind === 'photo') await inspectPhoto(bytes, faults)
  else await inspectPicture(bytes, faults)
  return { faults: faults.sorted(), format }
}
