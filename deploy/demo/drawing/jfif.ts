/**
 * Adds the JFIF header that sharp does not write: the photo rules need the resolution in it (S38).
 */
import { jfifSegment } from '../../../services/shared/documents/jpeg/pictureHeader'

/** Inserts a JFIF header with a resolution into a JPEG that has none. */
export function withJfif(
  jpeg: Buffer,
  x: number,
  y = x,
  unit: 'none' | 'inch' | 'centimetre' = 'inch',
): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), jfifSegment({ x, y, unit }), jpeg.subarray(2)])
}
