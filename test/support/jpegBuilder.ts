/** JPEG files assembled byte by byte, for content that no image library writes. */
import sharp from 'sharp'
import { withJfif } from '../../deploy/demo/drawing/jfif'

export const APP1 = 0xe1
export const COM = 0xfe

/** A plain picture without JFIF and EXIF. */
export function bareJpeg(
  width = 600,
  height = 800,
  options: sharp.JpegOptions = {},
): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#7a8fa6' } })
    .composite([
      {
        input: Buffer.from(
          '<svg width="40" height="40"><circle cx="20" cy="20" r="15" fill="#e33"/></svg>',
        ),
      },
    ])
    .jpeg(options)
    .toBuffer()
}

/** A photo that meets every rule. */
export async function rightPhoto(): Promise<Buffer> {
  return withJfif(await bareJpeg(), 300)
}

/** The same file with a segment inserted at its start. */
export function withSegment(jpeg: Buffer, marker: number, content: Buffer | string): Buffer {
  const body = Buffer.from(content as string, 'latin1')
  const head = Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255])
  return Buffer.concat([jpeg.subarray(0, 2), head, body, jpeg.subarray(2)])
}

export interface ExifFacts {
  orientation?: number
  x?: readonly [number, number]
  y?: readonly [number, number]
  unit?: number
  bigEndian?: boolean
}

/** A TIFF block with one directory; resolutions are fractions. */
export function tiff({ orientation, x, y, unit, bigEndian = false }: ExifFacts): Buffer {
  const entries: { tag: number; type: number; value: number | readonly [number, number] }[] = []
  if (orientation !== undefined) entries.push({ tag: 0x0112, type: 3, value: orientation })
  if (x !== undefined) entries.push({ tag: 0x011a, type: 5, value: x })
  if (y !== undefined) entries.push({ tag: 0x011b, type: 5, value: y })
  if (unit !== undefined) entries.push({ tag: 0x0128, type: 3, value: unit })
  const fractionsAt = 8 + 2 + entries.length * 12 + 4
  const block = Buffer.alloc(fractionsAt + entries.length * 8)
  const u16 = (value: number, at: number) =>
    bigEndian ? block.writeUInt16BE(value, at) : block.writeUInt16LE(value, at)
  const u32 = (value: number, at: number) =>
    bigEndian ? block.writeUInt32BE(value, at) : block.writeUInt32LE(value, at)
  block.write(bigEndian ? 'MM' : 'II', 'latin1')
  u16(42, 2)
  u32(8, 4)
  u16(entries.length, 8)
  entries.forEach(({ tag, type, value }, index) => {
    const at = 10 + index * 12
    u16(tag, at)
    u16(type, at + 2)
    u32(1, at + 4)
    if (typeof value === 'number') return u16(value, at + 8)
    const fraction = fractionsAt + index * 8
    u32(fraction, at + 8)
    u32(value[0], fraction)
    return u32(value[1], fraction + 4)
  })
  return block
}

export function withExif(jpeg: Buffer, facts: ExifFacts): Buffer {
  return withSegment(jpeg, APP1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff(facts)]))
}

/**
 * The same file with other bytes in its frame header: `offset` 0 is the marker's second byte, 3
 * precision, 4 height, 6 width.
 */
export function withFrameBytes(jpeg: Buffer, offset: number, ...values: number[]): Buffer {
  const patched = Buffer.from(jpeg)
  const frame = patched.indexOf(Buffer.from([0xff, 0xc0]))
  patched.set(values, frame + 1 + offset)
  return patched
}
