/** Parts that devices and programs put into picture files, assembled byte by byte. */
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { makeFace } from '../../../deploy/demo/drawing/faces'
import { portrait } from '../../../deploy/demo/drawing/portrait'
import { withSegment } from '../../support/jpegBuilder'
import { FOREIGN } from '../corpusFile'

/** A drawn portrait that meets every rule. */
export const fitting = (seed = 1): Promise<Buffer> => makeFace(seed)

/** A drawn portrait of any size, to be written in any format. */
export function drawn(width: number, height: number): sharp.Sharp {
  return sharp(Buffer.from(portrait(7))).resize(width, height, { fit: 'fill' })
}

/** A grainy picture, which takes many bytes. */
export function noise(width: number, height: number, quality: number): Promise<Buffer> {
  const grain = { type: 'gaussian', mean: 200, sigma: 30 } as const
  return sharp({ create: { width, height, channels: 3, background: '#fff', noise: grain } })
    .jpeg({ quality })
    .toBuffer()
}

/** Appends bytes after the end of the picture. */
export function withTail(file: Buffer, ...tail: (Buffer | string)[]): Buffer {
  return Buffer.concat([file, ...tail.map((part) => Buffer.from(part as string, 'latin1'))])
}

/** Samsung's trailer: named blocks, a directory of them, and its length. */
export function samsungTrailer(): Buffer {
  const name = 'Image_UTC_Data'
  const block = Buffer.concat([
    Buffer.from([0, 0, 1, 0x0a]),
    uint32(name.length),
    Buffer.from(`${name}1732000000000`, 'latin1'),
  ])
  const directory = Buffer.concat([
    Buffer.from('SEFH', 'latin1'),
    uint32(107),
    uint32(1),
    Buffer.from([0, 0, 1, 0x0a]),
    uint32(block.length),
    uint32(block.length),
  ])
  return Buffer.concat([block, directory, uint32(directory.length), Buffer.from('SEFT', 'latin1')])
}

/** The index of further pictures that phones write behind the first (CIPA DC-007). */
export function furtherPictures(jpeg: Buffer, further: Buffer): Buffer {
  const index = Buffer.concat([
    Buffer.from('MPF\0MM\0*\0\0\0\x08\0\x01', 'latin1'),
    Buffer.from([0xb0, 0x01, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0]),
  ])
  return Buffer.concat([withSegment(jpeg, 0xe2, index), further])
}

/** A short film in the container of phones, as far as a search can tell. */
export function film(): Buffer {
  return Buffer.concat([
    Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom\0\0\x20\0mdat', 'latin1'),
    Buffer.alloc(8_192, 7),
  ])
}

/** Content credentials (C2PA) in their JUMBF box. */
export function contentCredentials(): Buffer {
  return Buffer.concat([
    Buffer.from('JP\0\x01\0\0\0\x01\0\0\x02\0jumb\0\0\0\x1ejumdc2pa', 'latin1'),
    Buffer.alloc(400, 0x41),
  ])
}

export function xmp(content: string): Buffer {
  return Buffer.from(
    `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/">${content}</x:xmpmeta>`,
    'latin1',
  )
}

/** A web page that runs a script, as attackers hide one in pictures. */
export const WEB_PAGE = `<html><body><script>document.title='${FOREIGN}'</script></body></html>`

/** The start and directory of an archive, as unpackers look for them from the end of a file. */
export function archive(): Buffer {
  const name = `${FOREIGN}.txt`
  const head = Buffer.from(
    `PK\x03\x04\x0a${'\0'.repeat(21)}${String.fromCharCode(name.length)}\0\0\0${name}`,
    'latin1',
  )
  const entry = Buffer.from(
    `PK\x01\x02\x0a\0\x0a${'\0'.repeat(21)}${String.fromCharCode(name.length)}${'\0'.repeat(17)}${name}`,
    'latin1',
  )
  const end = Buffer.from(`PK\x05\x06\0\0\0\0\x01\0\x01\0`, 'latin1')
  return Buffer.concat([
    head,
    entry,
    end,
    uint32(entry.length),
    uint32(head.length),
    Buffer.alloc(2),
  ])
}

/** A chunk of a PNG file. */
export function pngChunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  return Buffer.concat([uint32BE(content.length), body, uint32BE(checksum(body))])
}

/** A PNG whose header claims a size, with as much compressed black as asked for. */
export function pngOf(width: number, height: number, blackBytes: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([1, 0, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(Buffer.alloc(blackBytes))),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

/** Inserts a chunk right after the header of a PNG. */
export function withChunk(png: Buffer, type: string, content: Buffer): Buffer {
  const headerEnd = 8 + 25
  return Buffer.concat([
    png.subarray(0, headerEnd),
    pngChunk(type, content),
    png.subarray(headerEnd),
  ])
}

/** A 24-bit bitmap, as old programs of Windows save it. */
export async function bitmap(width: number, height: number): Promise<Buffer> {
  const { data } = await drawn(width, height)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  const row = Math.ceil((width * 3) / 4) * 4
  const file = Buffer.alloc(54 + row * height)
  file.write('BM', 'latin1')
  file.writeUInt32LE(file.length, 2)
  file.writeUInt32LE(54, 10)
  file.writeUInt32LE(40, 14)
  file.writeInt32LE(width, 18)
  file.writeInt32LE(height, 22)
  file.writeUInt16LE(1, 26)
  file.writeUInt16LE(24, 28)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const from = (y * width + x) * 3
      const to = 54 + (height - 1 - y) * row + x * 3
      file.set([data[from + 2]!, data[from + 1]!, data[from]!], to)
    }
  return file
}

/** The same bytes with one bit in every `every` bytes changed, from `start` on. */
export function withFlippedBits(file: Buffer, start: number, every: number): Buffer {
  const flipped = Buffer.from(file)
  for (let at = start; at < flipped.length - 2; at += every) flipped[at]! ^= 0x10
  return flipped
}

/** The same bytes with a stretch in the middle set to zero. */
export function withHole(file: Buffer, bytes: number): Buffer {
  const holed = Buffer.from(file)
  const start = (file.length - bytes) >> 1
  return holed.fill(0, start, start + bytes)
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

export function uint32BE(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** CRC-32 as PNG and ZIP use it; zlib has it only from Node 22 on. */
function checksum(bytes: Buffer): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}
