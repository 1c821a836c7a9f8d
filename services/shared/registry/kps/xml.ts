/** Reads and writes the XML of KPS. */
import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** The text is not well-formed XML, or contains a document type with its entities. */
export class MalformedXml extends Error {
  override readonly name = 'MalformedXml'
}

/** An element: its children by local name; text if it has none. */
export type XmlNode = string | XmlElement
export interface XmlElement {
  [child: string]: XmlNode | XmlNode[] | undefined
}

/**
 * Elements that may occur several times. They are read as arrays even if there is one; otherwise
 * a family of one would look empty.
 */
const REPEATED = new Set(['AileBilgisi', 'KisiBilgisi'])

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  removeNSPrefix: true,
  parseTagValue: false,
  // Numeric character references, as some servers write Turkish letters.
  htmlEntities: true,
  isArray: (name) => REPEATED.has(name),
  // Passed on byte for byte.
  stopNodes: ['..RequestedSecurityToken'],
})

/**
 * Parses a message. Namespace prefixes and attributes are dropped.
 * @throws MalformedXml
 */
export function readXml(text: string): XmlElement {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) throw new MalformedXml('document type')
  if (XMLValidator.validate(text) !== true) throw new MalformedXml('not well-formed')
  const read: unknown = parser.parse(text)
  if (typeof read !== 'object' || read === null || Object.keys(read).length === 0)
    throw new MalformedXml('no element')
  return read as XmlElement
}

/** The child at a path; undefined if there is none. */
export function childAt(node: XmlNode | undefined, ...path: string[]): XmlNode | undefined {
  return path.reduce<XmlNode | undefined>((at, name) => {
    const child = typeof at === 'object' ? at[name] : undefined
    return Array.isArray(child) ? child[0] : child
  }, node)
}

/** The text at a path, without surrounding white space; null if there is none. */
export function textAt(node: XmlNode | undefined, ...path: string[]): string | null {
  const found = childAt(node, ...path)
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : null
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** Text as the content of an element or an attribute. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ESCAPES[letter]!)
}
