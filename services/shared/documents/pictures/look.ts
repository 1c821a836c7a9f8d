/**
 * How a picture looks, so that the same picture is found again after it was coded again, scaled or
 * drawn again: 256 bits, each the sign of a fixed random sum over the details of the picture. Forms
 * that differ only in what is filled in differ in more bits than copies of one.
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
 * Bits that may differ in pictures that look the same: copies differ in up to 11, receipts of one form
 * that only their number and day tell apart in 17 or more.
 */
const MOST_DIFFERENT = 12

/** @throws PictureDamaged */
export async function lookOf(picture: Buffer): Promise<Look> {
  const details = await detailsOf(picture)
  const sums = new Float64Array(BANDS * BITS_OF_BAND)
  let random = 0x9e3779b9
  for (const detail of details) {
    for (let band = 0; band < BANDS; band++) {
      // xorshift32: the same numbers for every picture.
      random ^= random << 13
      random ^= random >>> 17
      random ^= random << 5
      if (detail === 0) continue
      for (let bit = 0; bit < BITS_OF_BAND; bit++)
        sums[band * BITS_OF_BAND + bit]! += (random >>> bit) & 1 ? detail : -detail
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
  const spots = await decoding(() =>
    sharp(picture).autoOrient().greyscale().resize(WIDTH, HEIGHT, { fit: 'fill' }).raw().toBuffer(),
  )
  const around = await sharp(spots, { raw }).blur(BLUR).greyscale().raw().toBuffer()
  return Int16Array.from(spots, (spot, index) => {
    const detail = spot - around[index]!
    if (Math.abs(detail) < LEAST_DETAIL) return 0
    return Math.max(-MOST_DETAIL, Math.min(MOST_DETAIL, detail))
  })
}
