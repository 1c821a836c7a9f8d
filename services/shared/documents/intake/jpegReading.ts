/** What a JPEG says about its picture, read without decoding a pixel. */
import { needsItsProfile } from '../jpeg/colourProfile'
import { dpiOf, exifOf, keptDensity, statedDensities } from '../jpeg/density'
import type { StatedDensity } from '../jpeg/density'
import { walkJpeg } from '../jpeg/jpegMarkers'
import type { JpegAnatomy } from '../jpeg/jpegMarkers'
import { withUsualScanHeaders } from '../jpeg/scanHeaders'
import type { Measured } from './measured'
import type { Size } from './judgement'

export interface JpegReading {
  /** The file, with usual scan headers. */
  file: Buffer
  anatomy: JpegAnatomy
  /** 1 to 8, as EXIF defines them; 1 is upright. */
  orientation: number
  /** The densities that its headers state, the one that counts first. */
  stated: StatedDensity[]
  /** Whether it has a profile for colours other than sRGB. */
  needsItsProfile: boolean
  /** Pixels as seen: EXIF orientations 5 to 8 swap width and height. Null without a frame. */
  size: Size | null
}

export function readJpeg(bytes: Buffer): JpegReading {
  const anatomy = walkJpeg(bytes)
  const exif = exifOf(bytes, anatomy.segments)
  const orientation = exif?.orientation ?? 1
  return {
    file: withUsualScanHeaders(bytes, anatomy),
    anatomy,
    orientation,
    stated: statedDensities(bytes, anatomy.segments, exif),
    needsItsProfile: needsItsProfile(bytes, anatomy.segments),
    size: uprightSize(anatomy, orientation),
  }
}

/** The values of the copy that is kept. */
export function measuredOf({ size, stated }: JpegReading): Measured {
  const kept = keptDensity(stated[0]?.density ?? null)
  return {
    format: 'jpeg',
    width: size?.width ?? null,
    height: size?.height ?? null,
    dpi: kept === null ? null : dpiOf(kept),
  }
}

function uprightSize({ frame }: JpegAnatomy, orientation: number): Size | null {
  if (frame === null) return null
  const { width, height } = frame
  return orientation >= 5 ? { width: height, height: width } : { width, height }
}
