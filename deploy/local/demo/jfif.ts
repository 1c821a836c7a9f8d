/** The JFIF header of a JPEG: the image library writes none, and the photo rules ask for the resolution in it (S38). */

/** The unit's code in JFIF: 0 none, 1 inch, 2 centimetre. */
export type JfifUnit = 0 | 1 | 2

/** The same picture with a JFIF header that states a resolution; for a JPEG that has no such header yet. */
export function withJfif(jpeg: Buffer, x: number, y = x, unit: JfifUnit = 1): Buffer {
  const header = Buffer.from('FFE000104A46494600010100000000000000', 'hex')
  header.writeUInt8(unit, 11)
  header.writeUInt16BE(x, 12)
  header.writeUInt16BE(y, 14)
  return Buffer.concat([jpeg.subarray(0, 2), header, jpeg.subarray(2)])
}
