/** The scan headers of a JPEG, as the standard wants them. */
import { walkJpeg } from './jpegMarkers'
import type { JpegAnatomy } from './jpegMarkers'

/** Frames whose every scan has all coefficients. */
const SEQUENTIAL_FRAMES = [0xc0, 0xc1]
/** First and last coefficient, and the position of bits. */
const WHOLE_SCAN = Buffer.from([0, 63, 0])

/**
 * The same picture with usual scan headers. Some Samsung phones leave the three last bytes of the
 * header zero. Decoders of sequential pictures ignore them, but warn. Returns the same bytes if
 * nothing differs.
 */
export function withUsualScanHeaders(file: Buffer, anatomy: JpegAnatomy = walkJpeg(file)): Buffer {
  if (anatomy.frame === null || !SEQUENTIAL_FRAMES.includes(anatomy.frame.sof)) return file
  const unusual = anatomy.scanEnds.filter((end) => !file.subarray(end - 3, end).equals(WHOLE_SCAN))
  if (unusual.length === 0) return file
  const copy = Buffer.from(file)
  for (const end of unusual) WHOLE_SCAN.copy(copy, end - 3)
  return copy
}
