/** What was measured on a request's photo, beside what is required (S36–S39, D10): the review page's list of checks. */
import { densityOf, densityText, exifOf } from '../../shared/documents/intake/density'
import { inspectDocument } from '../../shared/documents/intake/inspectDocument'
import { walkJpeg } from '../../shared/documents/intake/jpegMarkers'
import { PHOTO_HEIGHT, PHOTO_WIDTH } from '../../../workflows/domain/documents'
import type { DocumentFaultCode } from '../../../workflows/domain/documents'
import type { Language, Translate } from '../../shared/web/texts/catalogue'
import { faultValues, figuresIn } from '../../shared/web/texts/format/documentFaults'
import { documentLimits } from '../../shared/web/texts/format/documentLimits'
import { fileSize } from '../../shared/web/texts/format/numbers'

export const PHOTO_CHECKS = ['dimensions', 'density', 'file', 'content'] as const
type PhotoCheck = (typeof PHOTO_CHECKS)[number]

/** Which check a fault belongs to; the kinds of fault that only a PDF can have stand with the file. */
const CHECK_OF = {
  empty: 'file',
  tooLarge: 'file',
  wrongType: 'file',
  damaged: 'file',
  wrongDimensions: 'dimensions',
  tooManyPixels: 'dimensions',
  noDensity: 'density',
  wrongDensity: 'density',
  wrongColour: 'file',
  unsupportedCoding: 'file',
  foreignContent: 'content',
  encrypted: 'file',
  tooManyPages: 'file',
  activeContent: 'content',
  changed: 'content',
} as const satisfies Record<DocumentFaultCode, PhotoCheck>

export interface ShownCheck {
  state: 'ok' | 'fault'
  text: string
  /** What was measured. */
  value: string
}

/** Measures a photo once more, with the rules it was taken in under. */
export async function photoChecks(
  bytes: Buffer,
  language: Language,
  t: Translate,
): Promise<ShownCheck[]> {
  const { faults } = await inspectDocument('photo', bytes)
  const limits = documentLimits('photo', language)
  const sound: Record<PhotoCheck, string> = {
    dimensions: `${PHOTO_WIDTH} × ${PHOTO_HEIGHT}`,
    density: figuresIn(densityIn(bytes) ?? '', language),
    file: fileSize(bytes.length, language),
    content: t('bureau.check.clean'),
  }
  return PHOTO_CHECKS.map((check) => {
    const found = faults.filter(({ code }) => CHECK_OF[code] === check)
    const text = t(`bureau.check.${check}`, limits)
    return found.length === 0
      ? { state: 'ok', text, value: sound[check] }
      : {
          state: 'fault',
          text,
          value: found.map((fault) => faultValues(fault, language, t).measured).join(', '),
        }
  })
}

function densityIn(bytes: Buffer): string | null {
  const { segments } = walkJpeg(bytes)
  const density = densityOf(bytes, segments, exifOf(bytes, segments))
  return density === null ? null : densityText(density)
}
