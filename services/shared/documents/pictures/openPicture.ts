/** Pictures of every kind that is read, measured before a pixel is decoded. */
import sharp from 'sharp'
import { MAX_PIXELS, MAX_REDUCED_PIXELS } from '../../../../workflows/domain/documents'
import type { FileType } from '../intake/fileType'
import { fileTypeOf } from '../intake/fileType'
import type { Picture, Size } from '../intake/judgement'
import { readJpeg } from '../intake/jpegReading'
import type { JpegReading } from '../intake/jpegReading'
import { bitmapDpi, bitmapPixels, bitmapSize } from './bitmap'
import { decoding } from './imageLibrary'

const PICTURE_TYPES = ['jpeg', 'png', 'webp', 'avif', 'tiff', 'gif', 'bmp'] as const
export type PictureType = (typeof PICTURE_TYPES)[number]

export interface OpenPicture {
  /** Pixels of the upright picture, as the file states them. */
  stated: Size
  /**
   * Pixels of the upright picture as it is read: the same, or a half, a quarter or an eighth of it
   * for a picture that is too large to be decoded in full.
   */
  size: Size
  /**
   * Pixels per inch that a file of another kind states, null if none; a JPEG states its own in more
   * than one place (jpeg/density.ts).
   */
  dpi: number | null
  /** How many pixels the file may have. */
  maxPixels: number
  /** The upright picture without transparency, ready to be resized to no more than `size`. */
  upright: () => sharp.Sharp
}

/** The type of a file that shows a picture and is read here, or null. */
export function pictureTypeOf(type: FileType): PictureType | null {
  return PICTURE_TYPES.find((known) => known === type) ?? null
}

/**
 * Opens a picture without decoding it.
 * @returns null for a rare coding that cannot be read here
 * @throws PictureDamaged
 */
export async function openPicture(bytes: Buffer, type: PictureType): Promise<OpenPicture | null> {
  if (type === 'jpeg') return openJpeg(readJpeg(bytes))
  return type === 'bmp' ? openBitmap(bytes) : openOther(bytes)
}

/**
 * A JPEG can be decoded at a fraction of its size. A progressive one is first held in full, so it
 * has the bound of other pictures.
 */
export function openJpeg({ file, anatomy, orientation, size }: JpegReading): OpenPicture {
  const stated = size ?? { width: 0, height: 0 }
  const isSequential = anatomy.frame?.sof === 0xc0 || anatomy.frame?.sof === 0xc1
  return {
    stated,
    size: readableSize(stated),
    dpi: null,
    maxPixels: isSequential ? MAX_REDUCED_PIXELS : MAX_PIXELS,
    upright() {
      const picture = sharp(file, { failOn: 'warning', limitInputPixels: MAX_REDUCED_PIXELS })
      return orientation === 1 ? picture : picture.autoOrient()
    },
  }
}

function openBitmap(bytes: Buffer): OpenPicture | null {
  const size = bitmapSize(bytes)
  if (size === null) return null
  return {
    stated: size,
    size,
    dpi: bitmapDpi(bytes),
    maxPixels: MAX_PIXELS,
    upright: () => sharp(bitmapPixels(bytes), { raw: { ...size, channels: 3 } }),
  }
}

async function openOther(bytes: Buffer): Promise<OpenPicture> {
  const { autoOrient: size, density } = await decoding(() =>
    sharp(bytes, { limitInputPixels: false }).metadata(),
  )
  return {
    stated: size,
    size,
    dpi: density ?? null,
    maxPixels: MAX_PIXELS,
    upright: () =>
      sharp(bytes, { failOn: 'warning', limitInputPixels: MAX_PIXELS })
        .autoOrient()
        .flatten({ background: 'white' }),
  }
}

/**
 * The whole picture in another size. Decodes every line of the file.
 * @param size no more than `picture.size`
 * @throws PictureDamaged
 */
export async function inSize(picture: OpenPicture, size: Size, quality: number): Promise<Picture> {
  const bytes = await decoding(() =>
    picture
      .upright()
      .resize({ ...size, fit: 'fill' })
      .jpeg({ quality })
      .toBuffer(),
  )
  return { bytes, ...size }
}

/** The size, made smaller if its longer side has more pixels than allowed. */
export function withLongest(size: Size, longest: number): Size {
  return scaled(size, longest / Math.max(size.width, size.height))
}

/** The size, made smaller if it has more pixels in total than allowed. */
export function withPixels(size: Size, pixels: number): Size {
  return scaled(size, Math.sqrt(pixels / (size.width * size.height)))
}

function scaled({ width, height }: Size, scale: number): Size {
  const by = Math.min(1, scale)
  return {
    width: Math.max(1, Math.round(width * by)),
    height: Math.max(1, Math.round(height * by)),
  }
}

/** Opens a picture that was judged before. */
export async function reopenPicture(bytes: Buffer): Promise<OpenPicture> {
  const type = pictureTypeOf(fileTypeOf(bytes))
  const picture = type === null ? null : await openPicture(bytes, type)
  if (picture === null) throw new Error('The file is no picture that was judged')
  return picture
}

function readableSize({ width, height }: Size): Size {
  let [w, h] = [width, height]
  while (w * h > MAX_PIXELS) [w, h] = [Math.ceil(w / 2), Math.ceil(h / 2)]
  return { width: w, height: h }
}
