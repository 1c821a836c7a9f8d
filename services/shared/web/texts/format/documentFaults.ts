/** The faults of a file in plain words: what was measured and what is needed. */
import type { DocumentFault, DocumentFaultCode } from '../../../../../workflows/domain/documents'
import { readDetails } from '../../../../../workflows/domain/faultDetails'
import type { FaultDetail } from '../../../../../workflows/domain/faultDetails'
import type { Translate } from '../catalogue'
import type { Language } from '../languages'
import { LOCALES } from './locales'
import { fileSizeOver, grouped } from './numbers'

/** Formats a recorded value; a value in another form, from older records, is shown unchanged. */
type Show = (value: string, language: Language, t: Translate) => string

const asItIs: Show = (value) => value
const size: Show = (value, language) =>
  /^\d+$/.test(value) ? fileSizeOver(Number(value), language) : value
const details: Show = (value, language, t) =>
  unique(readDetails(value)?.map((each) => detailText(each, language, t)) ?? [value]).join(', ')

/** File endings of the accepted formats, the same in every language. */
const ENDINGS: Record<string, readonly string[]> = { jpeg: ['JPG', 'JPEG'], pdf: ['PDF'] }
const formats: Show = (value, language, t) =>
  new Intl.ListFormat(LOCALES[language], { type: 'disjunction' }).format(
    value.split(', ').flatMap((format) => ENDINGS[format] ?? details(format, language, t)),
  )

const SHOWN_AS: Record<DocumentFaultCode, Show> = {
  empty: asItIs,
  tooLarge: size,
  wrongType: formats,
  otherFormat: formats,
  damaged: details,
  tooFewPixels: spaced,
  wrongDimensions: spaced,
  // A width and height as everywhere; only the total is a long number.
  tooManyPixels: (value, language) =>
    value.includes('×') ? spaced(value) : figuresIn(value, language),
  noDensity: details,
  wrongDensity: figuresIn,
  wrongColour: details,
  unsupportedCoding: details,
  foreignContent: details,
  encrypted: asItIs,
  tooManyPages: asItIs,
  blankPage: details,
  missingPages: asItIs,
  tooCostly: details,
  activeContent: details,
  changed: asItIs,
}

/** The values of the fault's text. */
export function faultValues(
  { code, measured, required }: DocumentFault,
  language: Language,
  t: Translate,
) {
  const show = SHOWN_AS[code]
  return { measured: show(measured, language, t), required: show(required, language, t) }
}

/** The key of the fault's text. A photo in HEIC is common, and a setting of the phone helps. */
export function faultKey({ code, measured }: DocumentFault): string {
  return code === 'wrongType' && measured === 'heic'
    ? 'documentFault.wrongTypeHeic'
    : `documentFault.${code}`
}

export function faultText(fault: DocumentFault, language: Language, t: Translate): string {
  return t(faultKey(fault), faultValues(fault, language, t))
}

/**
 * What is changed because of a finding that can be put right: measured and needed. Doubtful pages
 * are a question instead.
 */
export function changeText(finding: DocumentFault, language: Language, t: Translate): string {
  return ABOUT_PAGES.includes(finding.code)
    ? faultText(finding, language, t)
    : t(`documentChange.${finding.code}`, faultValues(finding, language, t))
}

/** Findings about the pages of a PDF, which only the person can judge. */
export const ABOUT_PAGES: readonly DocumentFaultCode[] = ['blankPage', 'missingPages']

/** The numbers of a technical value in the language's format: `299,72 × 299,72 dpi`. */
export function figuresIn(value: string, language: Language): string {
  return spaced(value).replace(/\d+(\.\d+)?/g, (figure) => grouped(Number(figure), language))
}

/** Width and height are recorded without spaces: `480×640`. */
function spaced(value: string): string {
  return value.replace(/\s*×\s*/g, ' × ')
}

function detailText({ code, value }: FaultDetail, language: Language, t: Translate): string {
  return t(`faultDetail.${code}`, value === null ? {} : { value: grouped(value, language) })
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)]
}
