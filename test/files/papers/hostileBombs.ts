/** Small PDF files that ask for much, and structures without an end. */
import { deflateSync } from 'node:zlib'
import { assemblePdf } from '../../../services/shared/documents/pdf/assemblePdf'
import type { CorpusFile } from '../corpusFile'
import { drawn } from '../pictures/parts'
import { packed, packedPaper } from './packed'
import {
  CATALOG,
  EXTRA,
  PAGES,
  SHEET,
  WHOLE_PAGE,
  changed,
  imageOf,
  paper,
  paperObjects,
  scanOf,
  streamOf,
} from './parts'
import type { PdfObject } from './parts'
import { endedByPool, fixableAs, refusedAs, taken } from './rows'

const blank = fixableAs('blankPage')

const MEGABYTE = 1_048_576
const SPACE = 32

/** The word that starts the data of an object, many times; a search for its end may be quadratic. */
export function manyStreamWords(count: number): Buffer {
  return changed(paper(), '%PDF-1.7\n', `%PDF-1.7\n${'stream\n'.repeat(count)}`)
}

const loops: CorpusFile[] = [
  taken('cross-references that point at themselves', () => {
    const place = /startxref\n(\d+)/.exec(paper().toString('latin1'))![1]!
    return paper({ trailer: `/Prev ${place} ` })
  }),
  refusedAs('damaged')('a tree of pages that contains itself', () =>
    changed(paper(), '/Kids [3 0 R]', `/Kids [${PAGES} 0 R]`),
  ),
  blank('a catalogue that is its own tree of pages', () =>
    changed(paper(), `/Pages ${PAGES} 0 R`, `/Pages ${CATALOG} 0 R`),
  ),
  taken('an object stream that extends itself', () =>
    packedPaper({}, { entries: `/Extends ${EXTRA} 0 R ` }),
  ),
  taken('a length that is its own stream', () =>
    paper({ extra: [[`<< /Length ${EXTRA} 0 R >>\nstream\nx\nendstream`]] }),
  ),
  taken('a drawing that draws itself', () => drawingItself('/P Do')),
  refusedAs('tooCostly')('a drawing that draws itself twice', () => drawingItself('/P Do /P Do')),
  refusedAs('tooCostly')('drawings that draw each other ten times, ten deep', () =>
    paper({
      resources: `/XObject << /P ${EXTRA} 0 R >> `,
      drawing: streamOf(`${SHEET}\n/P Do`),
      extra: Array.from({ length: 10 }, (_, depth) => formOf('/P Do '.repeat(10), depth)),
    }),
  ),
  taken('arrays 100,000 deep', () =>
    paper({ extra: [['['.repeat(100_000), ']'.repeat(100_000)]] }),
  ),
  taken('arrays 100,000 deep in the page', () =>
    paper({ page: `/Deep ${'['.repeat(100_000)}${']'.repeat(100_000)} ` }),
  ),
  taken('states saved 500,000 times', () =>
    paper({ drawing: streamOf(`${SHEET}\n${'q '.repeat(500_000)}`) }),
  ),
]

const decompression: CorpusFile[] = [
  refusedAs('tooCostly')('a drawing of 300 MB in 300 KB', () =>
    paper({ drawing: streamOf(spaces(300), '/Filter /FlateDecode ') }),
  ),
  refusedAs('tooCostly')('a drawing of 300 MB, compressed twice', () =>
    paper({
      drawing: streamOf(deflateSync(spaces(300)), '/Filter [/FlateDecode /FlateDecode] '),
    }),
  ),
  taken('a drawing compressed a hundred times', () => {
    let body: Buffer = Buffer.from(SHEET, 'latin1')
    for (let times = 0; times < 100; times += 1) body = deflateSync(body)
    return paper({
      drawing: streamOf(body, `/Filter [${'/FlateDecode '.repeat(100)}] `),
    })
  }),
  refusedAs('tooCostly')('a drawing of 300 MB in 240 KB of LZW', () =>
    paper({ drawing: streamOf(lzwOfSpaces(300), '/Filter /LZWDecode ') }),
  ),
  refusedAs('damaged')('an object stream that claims a thousand million objects', () =>
    packedPaper({}, { entries: '/N 1000000000 ' }),
  ),
  endedByPool('a picture of 60,000 × 60,000 bits, twenty times', () =>
    scanOf(bits(60_000), WHOLE_PAGE.repeat(20)),
  ),
  blank('a picture that claims 2 thousand million pixels', () =>
    scanOf(imageOf(Buffer.alloc(9), 2_000_000_000, 1)),
  ),
  endedByPool('ten thousand large pictures on one page', () =>
    scanOf(bits(4_000), WHOLE_PAGE.repeat(10_000)),
  ),
  taken('a page of 15 million points', () => paper({ box: '0 0 15000000 15000000' })),
  taken('a function that computes without an end', () =>
    shaded(functionOf('{ dup mul '.repeat(9_000))),
  ),
  taken('a function for each of a million colours', () =>
    shaded(
      streamOf(
        Buffer.alloc(MEGABYTE, 0x55),
        '/FunctionType 0 /Domain [0 1] /Range [0 1 0 1 0 1] /Size [349525] /BitsPerSample 8 ',
      ),
    ),
  ),
  blank('JBIG2 that is none', () => scanOf(imageOf(garbage(), 600, 800, '/Filter /JBIG2Decode '))),
  blank('JPEG 2000 that is none', () =>
    scanOf(imageOf(garbage(), 600, 800, '/Filter /JPXDecode ')),
  ),
  taken('a fax picture that is none', () =>
    scanOf(imageOf(garbage(), 600, 800, '/Filter /CCITTFaxDecode ')),
  ),
  taken('a JPEG in the page that claims 65,500 × 65,500 pixels', async () => {
    const jpeg = await drawn(600, 800).jpeg().toBuffer()
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
    jpeg.set([0xff, 0xdc, 0xff, 0xdc], frame + 5)
    return scanOf(imageOf(jpeg, 600, 800, '/Filter /DCTDecode '))
  }),
]

const numbers: CorpusFile[] = [
  fixableAs('tooLarge')('a million objects in object streams', () => {
    const many = Array.from({ length: 1_000_000 }, (): PdfObject => ['0'])
    return packed([...paperObjects(), ...many])
  }),
  taken('100,000 objects without cross-references', () => {
    const many = Array.from({ length: 100_000 }, (): PdfObject => ['0'])
    const file = assemblePdf([...paperObjects(), ...many], `/Root ${CATALOG} 0 R `)
    return changed(file, /startxref\n\d+/g, 'startxref\n9')
  }),
  taken('the word "stream" 8,000 times', () => manyStreamWords(8_000)),
  taken('an object number of 2 thousand million', () =>
    Buffer.concat([Buffer.from('%PDF-1.7\n2000000000 0 obj\n0\nendobj\n'), paper()]),
  ),
  taken('20,000 annotations', () =>
    paper({
      page: `/Annots [${`${EXTRA} 0 R `.repeat(20_000)}] `,
      extra: [['<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] >>']],
    }),
  ),
  taken('20,000 updates', () => {
    const file = paper()
    return Buffer.concat([file, ...Array<Buffer>(20_000).fill(file.subarray(-80))])
  }),
]

export const costlyPapers: readonly CorpusFile[] = [...loops, ...decompression, ...numbers]

function drawingItself(body: string): Buffer {
  return paper({
    resources: `/XObject << /P ${EXTRA} 0 R >> `,
    drawing: streamOf(`${SHEET}\n/P Do`),
    extra: [formOf(body)],
  })
}

/** A drawing that draws the one after it. */
function formOf(body: string, depth = -1): PdfObject {
  return streamOf(
    body,
    `/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /P ${EXTRA + depth + 1} 0 R >> >> `,
  )
}

function spaces(megabytes: number): Buffer {
  return deflateSync(Buffer.alloc(megabytes * MEGABYTE, ' '), { level: 1 })
}

/** A picture of one bit for each pixel, all of one colour, compressed to almost nothing. */
function bits(side: number): PdfObject {
  return streamOf(
    deflateSync(Buffer.alloc((side / 8) * side, 0x0f), { level: 1 }),
    `/Type /XObject /Subtype /Image /Width ${side} /Height ${side} /ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /FlateDecode `,
  )
}

/** Fills the page with the colours of a function. */
function shaded(colours: PdfObject): Buffer {
  return paper({
    resources: `/Shading << /S << /ShadingType 2 /ColorSpace /DeviceRGB /Coords [0 0 595 842] /Function ${EXTRA} 0 R >> >> `,
    drawing: streamOf(`/S sh\n${SHEET}`),
    extra: [colours],
  })
}

function functionOf(program: string): PdfObject {
  return streamOf(program, '/FunctionType 4 /Domain [0 1] /Range [0 1 0 1 0 1] ')
}

/** Each code stands for one space more than the one before it; the table starts again when full. */
function lzwOfSpaces(megabytes: number): Buffer {
  const [clear, first, full] = [256, 258, 4_094]
  const perTable = ((full - first) * (full - first)) / 2
  const tables = Math.ceil((megabytes * MEGABYTE) / perTable)
  const bytes: number[] = []
  let [held, bits] = [0, 0]
  const write = (code: number, width: number) => {
    held = (held << width) | code
    for (bits += width; bits >= 8; bits -= 8) bytes.push((held >> (bits - 8)) & 255)
    held &= (1 << bits) - 1
  }
  for (let table = 0, width = 9; table < tables; table += 1, width = 12) {
    write(clear, width)
    write(SPACE, 9)
    for (let code = first; code < full; code += 1) write(code, widthOf(code))
  }
  return Buffer.from(bytes)
}

/** Bits of a code that is new itself; the width grows one code early. */
function widthOf(code: number): number {
  return Math.max(9, Math.ceil(Math.log2(code + 2)))
}

function garbage(): Buffer {
  return Buffer.alloc(5_000, 'no picture ')
}
