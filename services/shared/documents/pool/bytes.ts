/** Between threads a Buffer becomes a Uint8Array, which lacks its methods. */

/** The same bytes as a Buffer; nothing is copied. */
export function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}

/** A message from another thread with all its bytes as Buffers, at any depth. */
export function withBuffers(message: unknown): unknown {
  if (message instanceof Uint8Array) return asBuffer(message)
  if (Array.isArray(message)) return message.map(withBuffers)
  if (typeof message !== 'object' || message === null || message instanceof Date) return message
  return Object.fromEntries(
    Object.entries(message).map(([name, value]) => [name, withBuffers(value)]),
  )
}
