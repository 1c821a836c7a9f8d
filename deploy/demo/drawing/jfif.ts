/** The JFIF header of a JPEG: the image library writes none, and the photo rules ask for the resolution in it (S38). */
import { jfifSegment } from '../../../services/shared/documents/intake/pictureHeader'

/** The same picture with a JFIF header that states a resolution; for a JPEG that has no such header yet. */
export function withJfif(
  jpeg: Buffer,
  x: number,
  y = x,
  unit: 'none' | 'inch' | 'centimetre' = 'inch',
): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), jfifSegment({ x, y, unit }), jpeg.subarray(2)])
}
