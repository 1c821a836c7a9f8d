/** PDF files whose objects are packed into a stream, as newer programs write them. */
import { deflateSync } from 'node:zlib'
import { CATALOG, paperObjects, streamOf } from './parts'
import type { PaperParts, PdfObject } from './parts'

/** Bytes of an entry of the cross-reference stream: its type, its place, its index. */
const ENTRY = [1, 4, 3] as const
const ENTRY_BYTES = ENTRY.reduce((sum, bytes) => sum + bytes, 0)

type Row = readonly [number, number, number]

export interface PackedOptions {
  /** Filter rows of the cross-reference stream as PNG does. */
  predictor?: boolean
  /** Entries of the stream that holds the objects. */
  entries?: string
}

/** A file with one page, of which all but the streams are packed into one object stream. */
export function packedPaper(parts: PaperParts, options: PackedOptions = {}): Buffer {
  return packed(paperObjects(parts), options)
}

/** A file of these objects; those without a stream are packed into an object stream. */
export function packed(
  objects: readonly PdfObject[],
  { predictor = false, entries = '' }: PackedOptions = {},
): Buffer {
  const numbered = objects.map((object, index) => ({ number: index + 1, object }))
  const inside = numbered.filter(({ object }) => !isStream(object))
  const container = objects.length + 1
  const table = container + 1

  const file: Buffer[] = [Buffer.from('%PDF-1.5\n')]
  const rows = new Map<number, Row>([[0, [0, 0, 65_535]]])
  let length = file[0]!.length
  const add = (number: number, object: PdfObject) => {
    rows.set(number, [1, length, 0])
    for (const part of [`${number} 0 obj\n`, ...object, '\nendobj\n']) {
      const bytes = Buffer.from(part as string, 'latin1')
      file.push(bytes)
      length += bytes.length
    }
  }
  for (const { number, object } of numbered) if (isStream(object)) add(number, object)
  inside.forEach(({ number }, index) => rows.set(number, [2, container, index]))
  add(container, objectStream(inside, entries))
  rows.set(table, [1, length, 0])

  const start = length
  add(table, crossReferences(tableOf(rows, table + 1), predictor))
  file.push(Buffer.from(`startxref\n${start}\n%%EOF\n`))
  return Buffer.concat(file)
}

/** Writes objects one after another behind a list of their numbers and places. */
export function objectStream(
  objects: readonly { number: number; object: PdfObject }[],
  entries = '',
): PdfObject {
  const places: string[] = []
  const bodies: string[] = []
  let at = 0
  for (const { number, object } of objects) {
    const body = `${object.join('')}\n`
    places.push(`${number} ${at}`)
    bodies.push(body)
    at += body.length
  }
  const head = `${places.join(' ')}\n`
  return streamOf(
    deflateSync(Buffer.from(head + bodies.join(''), 'latin1')),
    `/Type /ObjStm /N ${objects.length} /First ${head.length} /Filter /FlateDecode ${entries}`,
  )
}

function crossReferences(rows: Buffer, predictor: boolean): PdfObject {
  const parameters = predictor ? `/DecodeParms << /Predictor 12 /Columns ${ENTRY_BYTES} >> ` : ''
  return streamOf(
    deflateSync(predictor ? differences(rows) : rows),
    `/Type /XRef /Size ${rows.length / ENTRY_BYTES} /W [${ENTRY.join(' ')}] /Root ${CATALOG} 0 R /Filter /FlateDecode ${parameters}`,
  )
}

function tableOf(rows: ReadonlyMap<number, Row>, count: number): Buffer {
  const bytes = Buffer.alloc(count * ENTRY_BYTES)
  let at = 0
  for (let number = 0; number < count; number += 1)
    rows.get(number)!.forEach((value, index) => {
      bytes.writeUIntBE(value, at, ENTRY[index]!)
      at += ENTRY[index]!
    })
  return bytes
}

/** Each row as its difference from the one above (PNG's filter 2). */
function differences(rows: Buffer): Buffer {
  const written: number[] = []
  rows.forEach((byte, at) => {
    if (at % ENTRY_BYTES === 0) written.push(2)
    written.push((byte - (rows[at - ENTRY_BYTES] ?? 0)) & 255)
  })
  return Buffer.from(written)
}

function isStream(object: PdfObject): boolean {
  return object.some((part) => part.includes('endstream'))
}
