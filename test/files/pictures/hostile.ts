/** Pictures made to harm: with a second nature, too costly to read, or broken. */
import { deflateSync } from 'node:zlib'
import { COM, withExif, withFrameBytes, withSegment } from '../../support/jpegBuilder'
import { writePdf } from '../../../deploy/demo/drawing/pdf'
import type { CorpusFile } from '../corpusFile'
import { FOREIGN } from '../corpusFile'
import {
  archive,
  bitmap,
  drawn,
  fitting,
  pngOf,
  samsungTrailer,
  uint32,
  WEB_PAGE,
  withChunk,
  withFlippedBits,
  withHole,
  withTail,
  xmp,
} from './parts'
import { cleanedPhoto, fixablePhoto, refusedAs, takenPhoto } from './rows'

const hiddenPdf = () => writePdf([`BT /F1 20 Tf 60 760 Td (${FOREIGN}) Tj ET`])

/** Two natures in one file; the second must not be in what is stored. */
const polyglots: CorpusFile[] = [
  cleanedPhoto('a web page in a comment', async () => withSegment(await fitting(), COM, WEB_PAGE)),
  cleanedPhoto('a web page behind the end', async () => withTail(await fitting(), WEB_PAGE)),
  cleanedPhoto('a web page in a segment', async () => withSegment(await fitting(), 0xe7, WEB_PAGE)),
  cleanedPhoto('a script in XMP', async () => withSegment(await fitting(), 0xe1, xmp(WEB_PAGE))),
  cleanedPhoto('a program for a web server in EXIF', async () =>
    withSegment(
      await fitting(),
      0xe1,
      `Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0<?php echo '${FOREIGN}'; ?>`,
    ),
  ),
  cleanedPhoto('an archive behind the end', async () => withTail(await fitting(), archive())),
  cleanedPhoto('a PDF behind the end', async () => withTail(await fitting(), hiddenPdf())),
  cleanedPhoto('a PDF in a comment', async () => withSegment(await fitting(), COM, hiddenPdf())),
  cleanedPhoto('a program for Windows behind the end', async () =>
    withTail(await fitting(), `MZ\x90\0\x03${FOREIGN}This program cannot be run in DOS mode`),
  ),
  cleanedPhoto('a script that pretends to be Samsung’s trailer', async () =>
    withTail(await fitting(), WEB_PAGE, samsungTrailer()),
  ),
  takenPhoto('a web page in a false colour profile', async () =>
    withSegment(await fitting(), 0xe2, `ICC_PROFILE\0\x01\x01${WEB_PAGE}`),
  ),
  cleanedPhoto('a script between the segments of a scan’s tables', async () =>
    withSegment(withSegment(await fitting(), COM, WEB_PAGE), 0xef, WEB_PAGE),
  ),
  fixablePhoto('a script in the text of a PNG', async () =>
    withChunk(await drawn(900, 1200).png().toBuffer(), 'tEXt', Buffer.from(`Comment\0${WEB_PAGE}`)),
  ),
  fixablePhoto('an archive behind a PNG', async () =>
    withTail(await drawn(900, 1200).png().toBuffer(), archive()),
  ),
  fixablePhoto('a script behind a GIF', async () =>
    withTail(await drawn(600, 800).gif().toBuffer(), WEB_PAGE),
  ),
  fixablePhoto('a script in the XMP of a WebP', () =>
    drawn(900, 1200)
      .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/">${FOREIGN}</x:xmpmeta>`)
      .webp()
      .toBuffer(),
  ),
  refusedAs('wrongType')('a web page before the picture', async () =>
    Buffer.concat([Buffer.from(WEB_PAGE), await fitting()]),
  ),
  refusedAs('wrongType')('a drawing with a script: SVG', () =>
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>${FOREIGN}</script></svg>`),
  ),
  refusedAs('wrongType')('a PDF named as a photo', hiddenPdf),
  refusedAs('wrongType')('an archive named as a photo', archive),
  refusedAs('wrongType')('a program named as a photo', () =>
    Buffer.from(`MZ\x90\0${FOREIGN}`.padEnd(4_000, '\0'), 'latin1'),
  ),
]

/** Small files that ask for much. */
const bombs: CorpusFile[] = [
  refusedAs('tooManyPixels')('a header that claims 65,500 × 65,500 pixels', async () =>
    withFrameBytes(await fitting(), 4, 0xff, 0xdc, 0xff, 0xdc),
  ),
  refusedAs('tooManyPixels')('a PNG that claims 100,000 × 100,000 pixels', () =>
    pngOf(100_000, 100_000, 1_000_000),
  ),
  refusedAs('tooManyPixels')('a bitmap that claims 2 thousand million pixels', async () => {
    const file = await bitmap(60, 80)
    file.writeInt32LE(50_000, 18)
    file.writeInt32LE(40_000, 22)
    return file
  }),
  cleanedPhoto('40,000 empty segments', async () => {
    const file = await fitting()
    const empty = Buffer.from([0xff, 0xe5, 0, 2])
    return Buffer.concat([
      file.subarray(0, 2),
      ...Array<Buffer>(40_000).fill(empty),
      file.subarray(2),
    ])
  }),
  refusedAs('tooCostly')('2,000 scans', async () => {
    const file = await fitting()
    const scan = file.subarray(file.indexOf(Buffer.from([0xff, 0xda])), -2)
    const one = scan.subarray(0, 200)
    return Buffer.concat([
      file.subarray(0, -2),
      ...Array<Buffer>(2_000).fill(one),
      file.subarray(-2),
    ])
  }),
  fixablePhoto('a compressed text of 100 MB in a PNG', async () =>
    withChunk(
      await drawn(900, 1200).png().toBuffer(),
      'zTXt',
      Buffer.concat([Buffer.from('Comment\0\0', 'latin1'), deflateSync(Buffer.alloc(100_000_000))]),
    ),
  ),
  cleanedPhoto('a million bytes of FF behind the end', async () =>
    withTail(await fitting(), Buffer.alloc(1_000_000, 0xff)),
  ),
  refusedAs('damaged')('a TIFF whose directory points at itself', () =>
    Buffer.concat([
      Buffer.from('II*\0\x08\0\0\0\x01\0', 'latin1'),
      Buffer.from([0x00, 0x01, 0x03, 0, 1, 0, 0, 0, 0x58, 0x02, 0, 0]),
      uint32(8),
    ]),
  ),
]

/** Files that cannot be shown whole. */
const broken: CorpusFile[] = [
  ...[0.1, 0.5, 0.9, 0.99].map((share) =>
    refusedAs('damaged')(`a photo cut off at ${share * 100} %`, async () => {
      const file = await fitting()
      return file.subarray(0, file.length * share)
    }),
  ),
  refusedAs('damaged')('a photo with a hole of zeros', async () =>
    withHole(await fitting(), 9_000),
  ),
  refusedAs('damaged')('a photo with flipped bits in its tables', async () =>
    withFlippedBits(await fitting(), 20, 7),
  ),
  refusedAs('damaged')('a start and an end with nothing in between', () =>
    Buffer.from([0xff, 0xd8, 0xff, 0xd9]),
  ),
  refusedAs('damaged')('a photo without a height', async () =>
    withFrameBytes(await fitting(), 4, 0, 0),
  ),
  refusedAs('damaged')('two frames in one picture', async () => {
    const file = await fitting()
    const start = file.indexOf(Buffer.from([0xff, 0xc0]))
    const frame = file.subarray(start, start + 2 + file.readUInt16BE(start + 2))
    return Buffer.concat([file.subarray(0, start), frame, file.subarray(start)])
  }),
  refusedAs('damaged')('a segment longer than the file', async () =>
    withSegment(await fitting(), 0xe9, 'x').subarray(0, 6),
  ),
  refusedAs('damaged')('the mark of a JPEG before 20 MB of zeros', () =>
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(20_000_000)]),
  ),
  refusedAs('damaged')('a PNG cut in half', async () => {
    const file = await drawn(900, 1200).png().toBuffer()
    return file.subarray(0, file.length / 2)
  }),
  refusedAs('damaged')('a WebP cut in half', async () => {
    const file = await drawn(900, 1200).webp().toBuffer()
    return file.subarray(0, file.length / 2)
  }),
  refusedAs('empty')('an empty file', () => Buffer.alloc(0)),
  refusedAs('wrongType')('a single byte', () => Buffer.from([0xff])),
  refusedAs('tooFewPixels')('a photo smaller than the card’s', () =>
    drawn(599, 800).jpeg().toBuffer(),
  ),
  refusedAs('wrongType')('HEIC, which is named', () =>
    Buffer.concat([
      Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
      Buffer.alloc(9_000, 5),
    ]),
  ),
  fixablePhoto('EXIF that claims a turn there is not', async () =>
    withExif(await drawn(900, 1200).jpeg().toBuffer(), { orientation: 7 }),
  ),
]

export const hostilePictures: readonly CorpusFile[] = [...polyglots, ...bombs, ...broken]
