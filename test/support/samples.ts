/** Files of the demo, as the tests upload them. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { DocumentKind } from '../../workflows/domain/documents'

const VALID = {
  photo: 'dogru-fotograf.jpg',
  receipt: 'dogru-dekont.pdf',
  lossForm: 'dogru-kayip-formu.pdf',
  policeLetter: 'dogru-emniyet-yazisi.pdf',
} as const satisfies Record<DocumentKind, string>

export const DOCUMENT_KINDS = Object.keys(VALID) as DocumentKind[]

/** A file of deploy/demo/samples. */
export function sample(name: string): Promise<Buffer> {
  return readFile(path.join('deploy/demo/samples', name))
}

/** A file of this kind that passes intake. */
export function validSample(kind: DocumentKind): Promise<Buffer> {
  return sample(VALID[kind])
}
