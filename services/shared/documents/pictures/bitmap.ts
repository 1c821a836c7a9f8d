/** BMP files, which the image library cannot read. */
import { decode } from 'bmp-ts'
import { detail } from '../../../../workflows/domain/faultDetails'
import type { Size } from '../intake/judgement'
import { PictureDamaged } from './imageLibrary'

const HEADER_BYTES = 34
/** Behind the pixels per metre of the horizontal axis. */
const DENSITY_END = 42
const METRES_PER_INCH = 0.0254
/** Bits a pixel that the decoder reads correctly; run-length coding it does not. */
const READ_BITS = [1, 8, 16, 24, 32]
const RUN_LENGTHS = [1, 2]

/**
 * Width and height that a BMP file states, before anything is decoded.
 * @returns null for a rare coding that cannot be read here
 * @throws PictureDamaged
 */
export function bitmapSize(bytes: Buffer): Size | null {
  if (bytes.length < HEADER_BYTES) throw new PictureDamaged(detail('cutOff'))
  if (!READ_BITS.includes(bytes.readUInt16LE(28))) return null
  if (RUN_LENGTHS.includes(bytes.readUInt32LE(30))) return null
  const size = { width: bytes.readInt32LE(18), height: Math.abs(bytes.readInt32LE(22)) }
  if (size.width <= 0 || size.height === 0) throw new PictureDamaged(detail('noPixels'))
  return size
}

/** Pixels per inch that a BMP file states; null if it states none. */
export function bitmapDpi(bytes: Buffer): number | null {
  const perMetre = bytes.length < DENSITY_END ? 0 : bytes.readInt32LE(DENSITY_END - 4)
  return perMetre > 0 ? Math.round(perMetre * METRES_PER_INCH) : null
}

/**
 * The pixels of a BMP file as red, green and blue.
 * @param bytes a file whose size was found small enough
 * @throws PictureDamaged
 */
export function bitmapPixels(bytes: Buffer): Buffer {
  const data = decoded(bytes)
  const pixels = data.length / 4
  // Each pixel is decoded as alpha, blue, green, red. The smaller result fits in front of it.
  for (let at = 0; at < pixels; at += 1) {
    const [blue, green, red] = [data[at * 4 + 1]!, data[at * 4 + 2]!, data[at * 4 + 3]!]
    data[at * 3] = red
    data[at * 3 + 1] = green
    data[at * 3 + 2] = blue
  }
  return data.subarray(0, pixels * 3)
}

function decoded(bytes: Buffer): Buffer {
  try {
    return decode(bytes).data
  } catch (error) {
    // Reading past the end of the file throws a RangeError.
    throw new PictureDamaged(
      detail((error as Error).name === 'RangeError' ? 'cutOff' : 'corruptData'),
    )
  }
}
