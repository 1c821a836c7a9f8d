/**
 * What is wrong with a file in particular, and what it should be instead: fixed codes, some with a number, as `behindEnd:28`.
 * The record and the histories keep them as they are; texts stand in the catalogues under these codes.
 */

export const FAULT_DETAIL_CODES = [
  // What a file is.
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
  // How it is damaged; the number says where.
  'noEnd',
  'brokenStructure',
  'noFrame',
  'noPixels',
  'cutOff',
  'corruptData',
  'unreadable',
  'noPages',
  'missingPage',
  // Resolution, colours and coding of a picture.
  'notStated',
  'cmyk',
  'channels',
  'rgbOrGrey',
  'coding',
  'usualCoding',
  'bits',
  'scans',
  'maxScans',
  // What stands in a picture's file beside the picture.
  'segment',
  'comment',
  'behindEnd',
  // What a PDF carries or does beside being read.
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

/** A detail as the record keeps it. */
export function detail(code: FaultDetailCode, value?: number): string {
  return value === undefined ? code : `${code}:${value}`
}

/** Several, each once. */
export function joinDetails(details: readonly string[]): string {
  return [...new Set(details)].join(SEPARATOR)
}

/** The details in a recorded text; null when it is none of theirs. */
export function readDetails(text: string): FaultDetail[] | null {
  const details = text.split(SEPARATOR).map((part) => {
    const [name, value] = part.split(':')
    const code = FAULT_DETAIL_CODES.find((known) => known === name)
    return code === undefined ? null : { code, value: value === undefined ? null : Number(value) }
  })
  return details.every((each) => each !== null) ? details : null
}
