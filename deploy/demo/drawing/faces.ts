/** Drawn portraits for the demo and the samples: no photos of real people. */
import sharp from 'sharp'
import { PHOTO_DPI, PHOTO_HEIGHT, PHOTO_WIDTH } from '../../../workflows/domain/documents'
import { portrait } from './portrait'
import { withJfif } from './jfif'

/** A portrait that meets the photo rules (S36–S39), a different one for each seed. */
export async function makeFace(seed: number): Promise<Buffer> {
  return withJfif(await drawFace(seed), PHOTO_DPI)
}

/** The same portrait without a stated resolution. Samples of wrong photos use other sizes. */
export function drawFace(
  seed: number,
  width = PHOTO_WIDTH,
  height = PHOTO_HEIGHT,
): Promise<Buffer> {
  return sharp(Buffer.from(portrait(seed)))
    .resize(width, height, { fit: 'fill' })
    .jpeg({ quality: 90 })
    .toBuffer()
}
