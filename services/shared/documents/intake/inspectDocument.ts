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
import type { Measured } from './measured'

export interface Inspection {
  /** Everything that is wrong, in a fixed order; empty for a file that is accepted. */
  faults: DocumentFault[]
  /** Null when it is a kind of file that is not accepted at all. */
  measured: Measured | null
}

/**
 * Finds every fault of a file at once, each with what was measured and what is required.
 * @throws PdfReaderStalled when a PDF keeps its reader busy too long; any other error is a fault of this machine too
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
  const format = formats.find((accepted) => accepted === type)
  switch (format) {
    case 'pdf':
      return inspectPdf(bytes, faults)
    case 'jpeg':
      return kind === 'photo' ? inspectPhoto(bytes, faults) : inspectPicture(bytes, faults)
    case undefined:
      faults.add('wrongType', type, formats.join(', '))
      return null
  }
}
