import type { KeptCopy } from './judgement'
import { measuredOf, readJpeg } from './jpegReading'

/** A JPEG in the form in which it is kept. */
export function keptPicture(jpeg: Buffer): KeptCopy {
  return { bytes: jpeg, measured: measuredOf(readJpeg(jpeg)), pages: [] }
}
