/** Reads the envelope of a message: strictly by namespace, unlike a client that reads answers. */
import { DOMParser } from '@xmldom/xmldom'
import { NAMESPACES } from '../../shared/registry/kps/names'
import { FAULTS } from './faults'

export interface Envelope {
  header: Element
  body: Element
  /** The children of the Security header, in their order. */
  security: Element[]
}

/** @throws SoapFault when the text is no SOAP 1.2 message with a Security header */
export function readEnvelope(text: string): Envelope {
  if (text.includes('<!DOCTYPE')) throw FAULTS.malformed()
  const broken = () => {
    throw FAULTS.malformed()
  }
  const parser = new DOMParser({
    errorHandler: { warning: broken, error: broken, fatalError: broken },
  })
  const document = parser.parseFromString(text, 'text/xml')
  const root = document.documentElement as Element | null
  if (root?.localName !== 'Envelope' || root.namespaceURI !== NAMESPACES.soap)
    throw FAULTS.malformed()
  const header = childOf(root, NAMESPACES.soap, 'Header')
  const security = childOf(header, NAMESPACES.security, 'Security')
  return { header, body: childOf(root, NAMESPACES.soap, 'Body'), security: childrenOf(security) }
}

export function childrenOf(parent: Element): Element[] {
  return Array.from(parent.childNodes).filter((node): node is Element => node.nodeType === 1)
}

/** The only child with this name. @throws SoapFault when there is none, or more than one */
export function childOf(parent: Element, namespace: string, localName: string): Element {
  const [found, another] = childrenOf(parent).filter((child) =>
    isNamed(child, namespace, localName),
  )
  if (found === undefined || another !== undefined) throw FAULTS.malformed()
  return found
}

/** The text of a descendant along a path; empty if there is none. */
export function textOf(parent: Element, namespace: string, ...path: string[]): string {
  let at: Element | undefined = parent
  for (const name of path)
    at = at && childrenOf(at).find((child) => isNamed(child, namespace, name))
  return at?.textContent?.trim() ?? ''
}

export function isNamed(element: Element, namespace: string, localName: string): boolean {
  return element.namespaceURI === namespace && element.localName === localName
}
