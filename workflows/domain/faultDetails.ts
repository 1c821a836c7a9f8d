/**
 * Details of a file's faults, measured and required: fixed codes, some with a number, such as
 * `behindEnd:28`. The record and the histories store them unchanged; the texts are in the
 * catalogues, keyed by these codes.
 */

export const FAULT_DETAIL_CODES = [
  // Types of files.
  'png',
  'gif',
  'webp',
  'heic',
  'avif',
  'tiff',
  'bmp',
  'docx',
  'zip',
  'office97',
  'html',
  'pdf',
  'unknownType',
  // Kinds of damage; the number is the position.
  'noEnd',
  'brokenStructure',
  'noFrame',
  'noPixels',
  'cutOff',
  'corruptData',
  'unreadable',
  'noPages',
  'missingPage',
  // A page that is drawn empty; limits on the cost of a file.
  'blank',
  'overTime',
  'overMemory',
  // Resolution, colours and coding of a picture.
  'notStated',
  'cmyk',
  'channels',
  'rgbOrGrey',
  'otherProfile',
  'coding',
  'usualCoding',
  'bits',
  'scans',
  'maxScans',
  'segments',
  'maxSegments',
  // Extra content in a picture's file.
  'segment',
  'comment',
  'behindEnd',
  // Extra content and active features of a PDF.
  'script',
  'launch',
  'attachment',
  'media',
  'dynamicForm',
  'sentForm',
  'importedData',
  'hiddenObjects',
] as const
export type FaultDetailCode = (typeof FAULT_DETAIL_CODES)[number]

export interface FaultDetail {
  code: FaultDetailCode
  value: number | null
}

const SEPARATOR = ', '

/** A detail in the form of the record. */
export function detail(code: FaultDetailCode, value?: number): string {
  return value === undefined ? code : `${code}:${value}`
}

/** Several details in one text, each once. */
export function joinDetails(details: readonly string[]): string {
  return [...new Set(details)].join(SEPARATOR)
}

/** The details in a recorded text; null if it contains anything else. */
export function readDetails(text: string): FaultDetail[] | null {
  const details = text.split(SEPARATOR).map((part) => {
    const [name, value] = part.split(':')
    const code = FAULT_DETAIL_CODES.find((known) => known === name)
    return code === undefined ? null : { code, value: value === undefined ? null : Number(value) }
  })
  return details.every((each) => each !== null) ? details : null
}
