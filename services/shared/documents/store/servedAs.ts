/** How a file of each format is stored, served and named. */
import { fileTypeOf } from '../intake/fileType'
import type { DocumentKind, FileFormat } from '../../../../workflows/domain/documents'

export const SERVED_AS = {
  jpeg: { contentType: 'image/jpeg', ending: 'jpg' },
  pdf: { contentType: 'application/pdf', ending: 'pdf' },
} as const satisfies Record<FileFormat, { contentType: string; ending: string }>

const FILE_NAMES = {
  photo: 'fotograf',
  receipt: 'dekont',
  lossForm: 'kayip-bildirim-formu',
  policeLetter: 'emniyet-jandarma-yazisi',
} as const satisfies Record<DocumentKind, string>

/** The name of a downloaded file, without its extension; a request's number comes first. */
export function fileNameOf(kind: DocumentKind, requestNumber: string | null): string {
  return requestNumber === null ? FILE_NAMES[kind] : `${requestNumber}-${FILE_NAMES[kind]}`
}

/** The content type with which a document's bytes are stored. */
export function contentTypeOf(bytes: Buffer): string {
  const type = fileTypeOf(bytes)
  return type === 'jpeg' || type === 'pdf'
    ? SERVED_AS[type].contentType
    : 'application/octet-stream'
}
