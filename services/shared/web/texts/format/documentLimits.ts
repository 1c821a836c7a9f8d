/** The values of texts about a document's limits (S37–S39, D10, D11). */
import {
  DOCUMENT_RULES,
  PHOTO_DPI,
  PHOTO_HEIGHT,
  PHOTO_WIDTH,
} from '../../../../../workflows/domain/documents'
import type { DocumentKind } from '../../../../../workflows/domain/documents'
import type { Language } from '../languages'
import type { TextValues } from '../../routing/errors'
import { fileSize } from './numbers'

export function documentLimits(kind: DocumentKind, language: Language): TextValues {
  const size = fileSize(DOCUMENT_RULES[kind].maxBytes, language)
  return kind === 'photo'
    ? { size, width: PHOTO_WIDTH, height: PHOTO_HEIGHT, dpi: PHOTO_DPI }
    : { size }
}
