import type { FileFormat } from '../../../../workflows/domain/documents'

/** What intake measured of a file. Kept with the file's key, so that nobody reads the file again to show it. */
export type Measured =
  | {
      format: Extract<FileFormat, 'jpeg'>
      /** Pixels of the upright picture; null when the file names none. */
      width: number | null
      height: number | null
      /** Pixels per inch on each axis; null when the file states none. */
      dpi: { x: number; y: number } | null
    }
  | {
      format: Extract<FileFormat, 'pdf'>
      /** Null when the file cannot be opened. */
      pages: number | null
    }
