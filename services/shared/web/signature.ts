/** Signatures for values that travel through a browser and come back. */
import { createHmac, timingSafeEqual } from 'node:crypto'

export interface Signer {
  /** Hexadecimal. */
  sign(text: string): string
  isSignatureOf(text: string, signature: string): boolean
}

/** @param purpose keeps a signature made for one purpose from being accepted for another */
export function createSigner(secret: string, purpose: string): Signer {
  const sign = (text: string) =>
    createHmac('sha256', secret).update(`${purpose} ${text}`).digest('hex')
  return {
    sign,
    isSignatureOf(text, signature) {
      const [given, expected] = [Buffer.from(signature), Buffer.from(sign(text))]
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
  }
}
