/** Set-up of the image library for intake: one thread per file, no cache, few kinds of picture. */
import sharp from 'sharp'
import { MAX_PIXELS } from '../../../../workflows/domain/documents'
import { detail } from '../../../../workflows/domain/faultDetails'
import type { JpegFrame } from '../jpeg/jpegMarkers'

/** JPEG, PNG, WebP, AVIF, TIFF and GIF. All others, such as SVG, stay blocked. */
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Heif', 'Tiff', 'Nsgif']

const CUT_OFF = /^VipsJpeg: premature end|unexpected end|unable to parse image/i
/** The library's messages that are not about the file: lack of memory, or a wrong call. */
const NOT_ABOUT_THE_FILE = /memory|allocat|^Expected|bad extract area/i

/** A file cannot be decoded in full; the detail says how. */
export class PictureDamaged extends Error {
  override readonly name = 'PictureDamaged'
  constructor(readonly detail: string) {
    super(`The picture cannot be decoded: ${detail}`)
  }
}

/**
 * Configures the library for a process that handles many files, and for all its threads; call once,
 * before the first file. Disables all other loaders, so that no file reaches unneeded code.
 */
export function prepareImageLibrary(): void {
  sharp.concurrency(1)
  sharp.cache(false)
  sharp.block({ operation: ['VipsForeignLoad'] })
  sharp.unblock({ operation: LOADERS.map((kind) => `VipsForeignLoad${kind}`) })
}

/**
 * Runs a call of the image library on an uploaded file.
 * @throws PictureDamaged when the file is at fault
 */
export async function decoding<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call()
  } catch (error) {
    throw ownErrorOf(error)
  }
}

/**
 * Decodes a JPEG that ends with its picture, completely, and discards the pixels.
 * @returns what is wrong with the coded data, as a detail of a fault, or null if it is sound
 */
export async function damageOf(
  bytes: Buffer,
  { width, height }: Pick<JpegFrame, 'width' | 'height'>,
): Promise<string | null> {
  const damage = await damageTold(bytes, width, height)
  if (damage !== null || !bytes.includes(LONG_ZEROS)) return damage
  // Zeros in place of the coded data decode without a warning. If they replaced it, they code more
  // or less than it did, and the picture is complete before the data ends.
  const shortened = bytes.subarray(0, bytes.length - END_BYTES)
  return (await damageTold(shortened, width, height)) === null ? detail('corruptData') : null
}

/** A longer stretch of zeros than a plain background of a portrait is coded with. */
const LONG_ZEROS = Buffer.alloc(2_048)
/** The end marker, and coded data of at least one block of the picture. */
const END_BYTES = 2 + 8

async function damageTold(bytes: Buffer, width: number, height: number): Promise<string | null> {
  try {
    // Any other failOn lets flipped bits and gaps pass. Extracting only the last line makes the
    // library decode all lines before it in sequence, without holding the whole picture in memory.
    await sharp(bytes, { failOn: 'warning', limitInputPixels: MAX_PIXELS, sequentialRead: true })
      .extract({ left: 0, top: height - 1, width, height: 1 })
      .raw()
      .toBuffer()
    return null
  } catch (error) {
    const own = ownErrorOf(error)
    if (own instanceof PictureDamaged) return own.detail
    throw own
  }
}

function ownErrorOf(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof PictureDamaged) return error
  // A wrong call in our own code has an error class of its own.
  if (error.constructor !== Error || NOT_ABOUT_THE_FILE.test(error.message)) return error
  return new PictureDamaged(detail(CUT_OFF.test(error.message) ? 'cutOff' : 'corruptData'))
}
