/**
 * The review page's list of checks: what was measured on the photo and what is required (S36–S39,
 * D10).
 */
import {
  DOCUMENT_RULES,
  PHOTO_DPI,
  PHOTO_HEIGHT,
  PHOTO_WIDTH,
} from '../../../workflows/domain/documents'
import type { Measured } from '../../shared/documents/intake/measured'
import type { Translate } from '../../shared/web/texts/catalogue'
import type { Language } from '../../shared/web/texts/languages'
import { figuresIn } from '../../shared/web/texts/format/documentFaults'
import { documentLimits } from '../../shared/web/texts/format/documentLimits'
import { fileSize } from '../../shared/web/texts/format/numbers'

export interface ShownCheck {
  /** `warning`: for the clerk to look at; it decides nothing. */
  state: 'ok' | 'warning' | 'fault'
  text: string
  /** What was measured. */
  value: string
}

const UNKNOWN = '–'

/**
 * The checks of a photo, from the measurements of intake.
 * @param bytes size of the file
 */
export function photoChecks(
  measured: Extract<Measured, { format: 'jpeg' }>,
  bytes: number,
  language: Language,
  t: Translate,
): ShownCheck[] {
  const { width, height, dpi, advice = [] } = measured
  const limits = documentLimits('photo', language)
  const check = (name: string, isOk: boolean, value: string): ShownCheck => ({
    state: isOk ? 'ok' : 'fault',
    text: t(`bureau.check.${name}`, limits),
    value,
  })
  const figures = (text: string) => figuresIn(text, language)
  return [
    check(
      'dimensions',
      width === PHOTO_WIDTH && height === PHOTO_HEIGHT,
      width === null ? UNKNOWN : figures(`${width}×${height}`),
    ),
    check(
      'density',
      dpi?.x === PHOTO_DPI && dpi.y === PHOTO_DPI,
      dpi === null ? UNKNOWN : figures(`${dpi.x}×${dpi.y} dpi`),
    ),
    check('file', bytes <= DOCUMENT_RULES.photo.maxBytes, fileSize(bytes, language)),
    // Intake drops everything that is not part of the picture, and the run checks the stored file
    // again.
    check('content', true, t('bureau.check.clean')),
    ...advice.map((code) => ({
      state: 'warning' as const,
      text: t(`bureau.advice.${code}`),
      value: t('bureau.check.look'),
    })),
  ]
}
