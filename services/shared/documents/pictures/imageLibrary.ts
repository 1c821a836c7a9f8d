/** Set-up of the image library for intake: one thread per file, no cache, JPEG only. */
import sharp from 'sharp'
import { MAX_PIXELS } from '../../../../workflows/domain/documents'
import { detail } from '../../../../workflows/domain/faultDetails'
import type { JpegFrame } from '../jpeg/jpegMarkers'

/**
 * The library's messages about a file; anything else, such as lack of memory, is not the file's
 * fault.
 */
const ABOUT_THE_FILE = /^(VipsJpeg|Input (buffer|image))/
const CUT_OFF = /^VipsJpeg: premature end/i

/**
 * Configures the library for a process that handles many files, and for all its threads; call once,
 * before the first file. Disables all loaders except JPEG's, so that no file reaches unneeded code.
 */
export function prepareImageLibrary(): void {
  sharp.concurrency(1)
  sharp.cache(false)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: ['VipsForeignLoadJpeg'] })
}

/**
 * Decodes a JPEG completely and discards the pixels.
 * @returns what is wrong with the coded data, as a detail of a fault, or null if it is sound
 */
export async function damageOf(
  bytes: Buffer,
  { width, height }: JpegFrame,
): Promise<string | null> {
  try {
    // Any other failOn lets flipped bits and gaps pass. Extracting only the last line makes the
    // library decode all lines before it in sequence, without holding the whole picture in memory.
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
