import type { FileFormat } from '../../../../workflows/domain/documents'
import type { Advice } from '../pictures/adviceCodes'
import type { Look } from '../pictures/look'

/**
 * What a PDF carries besides its pages, as its reader reports it. Shown to the clerk as a note;
 * nobody is served the file itself to look at (D14).
 */
export const PDF_NOTES = [
  'script',
  'launch',
  'link',
  'attachment',
  'media',
  'form',
  'dynamicForm',
  'signature',
] as const
export type PdfNote = (typeof PDF_NOTES)[number]

/**
 * What intake measured of a file. Stored with the key of the file, so that showing it needs no
 * second read.
 */
export type Measured =
  | {
      format: Extract<FileFormat, 'jpeg'>
      /** Pixels of the upright picture; null if the file states none. */
      width: number | null
      height: number | null
      /** Pixels per inch on each axis; null if the file states none. */
      dpi: { x: number; y: number } | null
      /** Missing in records from before it was kept. */
      look?: Look
      /** Of a photo: what a clerk may want to look at; never a refusal. */
      advice?: Advice[]
    }
  | {
      format: Extract<FileFormat, 'pdf'>
      /** Null if the file cannot be opened. */
      pages: number | null
      /** Missing in records from before they were kept. */
      notes?: PdfNote[]
      /** Of the first page; missing in records from before it was kept. */
      look?: Look
    }
