/** An open page that loads itself again to replace some of its parts (browser/goOn.ts). */
import type { Request } from 'express'

/**
 * Whether the page was renewed by itself, or because its person did something on it; null if it is
 * opened.
 */
export function renewalOf(req: Request): 'by-itself' | 'asked' | null {
  const renewal = req.get('X-Renewal')
  if (renewal === undefined) return null
  return renewal === 'asked' ? 'asked' : 'by-itself'
}
