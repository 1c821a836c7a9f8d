/** The image library as intake uses it: one thread for one file, nothing kept, JPEG only. */
import sharp from 'sharp'
import { MAX_PIXELS } from '../../../../workflows/domain/documents'
import { detail } from '../../../../workflows/domain/faultDetails'
import type { JpegFrame } from './jpegMarkers'

/** What the library says of a file; anything else, such as a lack of memory, is no fault of the file. */
const ABOUT_THE_FILE = /^(VipsJpeg|Input (buffer|image))/
const CUT_OFF = /^VipsJpeg: premature end/i

/**
 * Sets the library up for a process that serves many files: called once, before the first one.
 * Loaders other than JPEG's are shut for the whole process, so that no file reaches code that is not needed.
 */
export function prepareImageLibrary(): void {
  sharp.concurrency(1)
  sharp.cache(false)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: ['VipsForeignLoadJpeg'] })
}

/**
 * Decodes a JPEG from its first to its last line and keeps none of it.
 * @returns what is wrong with the coded data, as a detail of a fault, or null when it is sound
 */
export async function damageOf(
  bytes: Buffer,
  { width, height }: JpegFrame,
): Promise<string | null> {
  try {
    // Any lesser failOn lets flipped bits and holes pass. Asking for the last line alone makes the library read all lines before
    // it, one after another, without holding the whole picture.
    await sharp(bytes, { failOn: 'warning', limitInputPixels: MAX_PIXELS, sequentialRead: true })
      .extract({ left: 0, top: height - 1, width, height: 1 })
      .raw()
      .toBuffer()
    return null
  } catch (error) {
    if (!(error instanceof Error) || !ABOUT_THE_FILE.test(error.message)) throw error
    return detail(CUT_OFF.test(error.message) ? 'cutOff' : 'corruptData')
  }
}
