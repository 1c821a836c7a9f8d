/**
 * What a person may want to look at again before a photo is sent: light, sharpness and background,
 * by plain measures. Never a refusal, and no face recognition.
 */
import sharp from 'sharp'
import type { Picture } from '../intake/judgement'
import type { Advice } from './adviceCodes'
import { decoding } from './imageLibrary'

interface Region {
  left: number
  top: number
  width: number
  height: number
}

/** Mean light, 0 to 255. No part of a dark photo is lighter; faces of every colour look the same. */
const LIGHTEST_OF_DARK = 90
/** The middle of a photo with too much light is lighter. */
const BRIGHTEST_MIDDLE = 215
/** Edges in relation to contrast; a photo as blurred as a wrong focus makes it has less. */
const LEAST_SHARPNESS = 0.02
/** Limits on the background: darkest mean, largest spread in a corner, largest difference. */
const DARKEST_BACKGROUND = 150
const WIDEST_SPREAD = 18
const LARGEST_DIFFERENCE = 30

/** @param photo the cut-out photo at preview size, as afterPicture() returns it */
export async function adviceOn({ bytes, width, height }: Picture): Promise<Advice[]> {
  const part = (left: number, top: number, wide: number, high: number): Region => ({
    left: Math.round(left * width),
    top: Math.round(top * height),
    width: Math.round(wide * width),
    height: Math.round(high * height),
  })
  const [middle, leftCorner, rightCorner] = await Promise.all([
    measured(bytes, part(0.25, 0.25, 0.5, 0.5)),
    measured(bytes, part(0, 0, 0.18, 0.22)),
    measured(bytes, part(0.82, 0, 0.18, 0.22)),
  ])
  const advice: Advice[] = []
  if (Math.max(middle.mean, leftCorner.mean, rightCorner.mean) < LIGHTEST_OF_DARK)
    advice.push('dark')
  if (middle.mean > BRIGHTEST_MIDDLE) advice.push('bright')
  if (middle.sharpness < LEAST_SHARPNESS * middle.spread) advice.push('blurred')
  if (!isPlain(leftCorner, rightCorner)) advice.push('background')
  return advice
}

interface Light {
  mean: number
  spread: number
  sharpness: number
}

function isPlain(...corners: [Light, Light]): boolean {
  const [one, other] = corners
  return (
    corners.every(({ mean, spread }) => mean >= DARKEST_BACKGROUND && spread <= WIDEST_SPREAD) &&
    Math.abs(one.mean - other.mean) <= LARGEST_DIFFERENCE
  )
}

/** Statistics are always of the file as it came, so the part is taken out first. */
async function measured(bytes: Buffer, region: Region): Promise<Light> {
  return decoding(async () => {
    const { data, info } = await sharp(bytes)
      .extract(region)
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const raw = { width: info.width, height: info.height, channels: info.channels }
    const { channels, sharpness } = await sharp(data, { raw }).stats()
    return { mean: channels[0]!.mean, spread: channels[0]!.stdev, sharpness }
  })
}
