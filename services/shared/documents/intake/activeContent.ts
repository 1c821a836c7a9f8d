/**
 * Finds what a PDF may do besides showing itself: run scripts, start programs, carry other files,
 * send forms. Searches for the PDF names of such features anywhere, including inside compressed
 * object streams. What cannot be decompressed counts as active.
 */
import { inflateSync } from 'node:zlib'
import type { FaultDetailCode } from '../../../../workflows/domain/faultDetails'

export interface PdfNature {
  /** Encrypted, whether or not a password is needed to open it. */
  encrypted: boolean
  /**
   * Active features in the order of discovery, each once. Empty for an encrypted file, where they
   * are unknown.
   */
  active: FaultDetailCode[]
}

/** What each name means. */
const ACTIVE_NAMES: Record<string, FaultDetailCode> = {
  JavaScript: 'script',
  Launch: 'launch',
  EmbeddedFile: 'attachment',
  EmbeddedFiles: 'attachment',
  FileAttachment: 'attachment',
  RichMedia: 'media',
  Rendition: 'media',
  XFA: 'dynamicForm',
  GoToE: 'attachment',
  SubmitForm: 'sentForm',
  ImportData: 'importedData',
}
const ACTIVE = nameOf(Object.keys(ACTIVE_NAMES).join('|'))
const OBJECT_STREAM = nameOf('ObjStm')
const ENCRYPT = nameOf('Encrypt')

/**
 * Limit for all object streams of a file together; those of a 20-page receipt take some hundred
 * kilobytes.
 */
const MAX_INFLATED_BYTES = 16 * 1_048_576

/** Searches a PDF for encryption and active features. Never throws, for any bytes. */
export function natureOfPdf(bytes: Buffer): PdfNature {
  const raw = bytes.toString('latin1')
  const names = withPlainNames(raw)
  // The entry is in a trailer, and trailers are never compressed. The rest of such a file is
  // unreadable.
  if (names.search(ENCRYPT) !== -1) return { encrypted: true, active: [] }

  const streams = objectStreamsIn(raw)
  const contents = inflateAll(streams.map((at) => (at === null ? null : bytes.subarray(at))))
  const hidden =
    streams.length !== (names.match(OBJECT_STREAM) ?? []).length || contents.includes(null)
  const texts = [names, ...contents.flatMap((content) => content ?? [])]
  const active = texts.flatMap((text) =>
    Array.from(text.matchAll(ACTIVE), ([, name]) => ACTIVE_NAMES[name!]!),
  )
  return {
    encrypted: false,
    active: [...new Set(hidden ? [...active, 'hiddenObjects' as const] : active)],
  }
}

/** Start of the data of each object stream; null for one that is not stored in the usual way. */
function objectStreamsIn(raw: string): (number | null)[] {
  const found: (number | null)[] = []
  for (const { 0: keyword, index } of raw.matchAll(/(?<!end)stream\r?\n/g)) {
    const start = raw.lastIndexOf('obj', index)
    const dictionary = withPlainNames(raw.slice(start + 'obj'.length, index))
    if (start === -1 || dictionary.search(OBJECT_STREAM) === -1) continue
    found.push(isPlain(dictionary) ? index + keyword.length : null)
  }
  return found
}

/** A single Flate filter, and nothing that two readers could interpret differently. */
function isPlain(dictionary: string): boolean {
  const filters = dictionary.match(/\/(Filter|F|DecodeParms|DP)(?![A-Za-z])/g) ?? []
  return (
    filters.length === 1 &&
    /^\s*<<[^()%]*>>\s*$/.test(dictionary) &&
    /\/Filter\s*(\[\s*\/FlateDecode\s*\]|\/FlateDecode(?![A-Za-z]))/.test(dictionary)
  )
}

function inflateAll(streams: (Buffer | null)[]): (string | null)[] {
  let left = MAX_INFLATED_BYTES
  return streams.map((stream) => {
    if (stream === null || left <= 0) return null
    try {
      const content = inflateSync(stream, { maxOutputLength: left })
      left -= content.length
      return withPlainNames(content.toString('latin1'))
    } catch {
      return null
    }
  })
}

/** Names may spell any letter as #xx, which is used to hide them from searches like this one. */
function withPlainNames(text: string): string {
  return text.replace(/#([0-9a-fA-F]{2})/g, (_, code: string) =>
    String.fromCharCode(parseInt(code, 16)),
  )
}

function nameOf(alternatives: string): RegExp {
  return new RegExp(`/(${alternatives})(?![A-Za-z0-9])`, 'g')
}
