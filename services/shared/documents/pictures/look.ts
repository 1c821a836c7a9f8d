/**
 * How a picture looks, so that the same picture is found again after it was coded again, scaled or
 * drawn again: 256 bits, each the sign of a fixed random sum over the details of the picture. Most
 * forms that differ only in what is filled in differ in more bits than copies of one.
 */
import sharp from 'sharp'
import { decoding } from './imageLibrary'

/** Eight bands of 32 bits, each with its number in front, by which looks are searched. */
export type Look = string[]

const WIDTH = 360
const HEIGHT = 504
const BANDS = 8
const BITS_OF_BAND = 32
/** Fine print stays, shadows and coloured grounds go. */
const BLUR = 2
/** Smaller differences are noise of the coding. */
const LEAST_DETAIL = 8
/** Edges of pictures count no more than print. */
const MOST_DETAIL = 60
/**
 * Bits that may differ in pictures that look the same. A compromise: of the demo's receipts, a copy
 * that was coded again differs in up to 14, one that was scaled in up to 25, another receipt in 13 or
 * more. On a page full of small print another receipt may differ in only 7. Cropped copies differ in
 * about half of the bits and are not found.
 */
const MOST_DIFFERENT = 12

/** @throws PictureDamaged */
export async function lookOf(picture: Buffer): Promise<Look> {
  const details = await detailsOf(picture)
  const sums = new Int32Array(BANDS * BITS_OF_BAND)
  let random = 0x9e3779b9
  for (const detail of details) {
    for (let band = 0; band < BANDS; band++) {
      // xorshift32: the same numbers for every picture.
      random ^= random << 13
      random ^= random >>> 17
      random ^= random << 5
      if (detail === 0) continue
      // By arithmetic: a branch on a random bit takes twice as long.
      for (let bit = 0; bit < BITS_OF_BAND; bit++)
        sums[band * BITS_OF_BAND + bit]! += detail * (2 * ((random >>> bit) & 1) - 1)
    }
  }
  return Array.from({ length: BANDS }, (_, band) => {
    const signs = sums.subarray(band * BITS_OF_BAND, (band + 1) * BITS_OF_BAND)
    const bits = [...signs].map((sum) => (sum > 0 ? '1' : '0')).join('')
    return `${band}${Number.parseInt(bits, 2).toString(16).padStart(8, '0')}`
  })
}

/** Whether two pictures look the same, print for print. */
export function isSameLook(one: Look, other: Look): boolean {
  return differentBits(one, other) <= MOST_DIFFERENT
}

function differentBits(one: Look, other: Look): number {
  return one.reduce((sum, band, index) => {
    const bits = Number.parseInt(band.slice(1), 16) ^ Number.parseInt(other[index]!.slice(1), 16)
    return sum + [...(bits >>> 0).toString(2)].filter((bit) => bit === '1').length
  }, 0)
}

/** What differs from its surroundings, spot by spot. */
async function detailsOf(picture: Buffer): Promise<Int16Array> {
  const raw = { width: WIDTH, height: HEIGHT, channels: 1 } as const
  // Shrinking while a JPEG is decoded moves the print, and not alike in copies of another size or
  // orientation.
  const size = { fit: 'fill', fastShrinkOnLoad: false } as const
  const spots = await decoding(() =>
    sharp(picture).autoOrient().greyscale().resize(WIDTH, HEIGHT, size).raw().toBuffer(),
  )
  const around = await sharp(spots, { raw }).blur(BLUR).greyscale().raw().toBuffer()
  return Int16Array.from(spots, (spot, index) => {
    const detail = spot - around[index]!
    if (Math.abs(detail) < LEAST_DETAIL) return 0
    return Math.max(-MOST_DETAIL, Math.min(MOST_DETAIL, detail))
  })
}
