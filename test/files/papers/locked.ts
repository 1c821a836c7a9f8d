/** PDF files encrypted with AES of 256 bits in revision 6, which pdfkit does not write. */
import { createCipheriv, createHash } from 'node:crypto'
import { paper } from './parts'
import type { PaperParts } from './parts'

/** Fixed instead of random, so that the same file comes out each time. */
const KEY = Buffer.alloc(32, 0x5a)
const VECTOR = Buffer.alloc(16, 0x3c)
const SALT = { check: Buffer.alloc(8, 1), key: Buffer.alloc(8, 2) }
const PERMISSIONS = -3904

/** Encrypts the body of a stream. */
export type Lock = (body: string) => Buffer

/**
 * A file whose streams are encrypted, with an owner password and, unless it is empty, one to open
 * it.
 */
export function lockedPaper(userPassword: string, make: (lock: Lock) => PaperParts): Buffer {
  const user = entriesOf(userPassword, Buffer.alloc(0))
  const owner = entriesOf('banka', user.check)
  const lock: Lock = (body) => {
    const cipher = createCipheriv('aes-256-cbc', KEY, VECTOR)
    return Buffer.concat([VECTOR, cipher.update(body, 'latin1'), cipher.final()])
  }
  const hex = (bytes: Buffer) => `<${bytes.toString('hex')}>`
  const encrypt = [
    '/Filter /Standard /V 5 /R 6 /Length 256 /StmF /StdCF /StrF /StdCF',
    '/CF << /StdCF << /CFM /AESV3 /AuthEvent /DocOpen /Length 32 >> >>',
    `/P ${PERMISSIONS} /O ${hex(owner.check)} /OE ${hex(owner.key)}`,
    `/U ${hex(user.check)} /UE ${hex(user.key)} /Perms ${hex(permissions())}`,
  ]
  return paper({
    ...make(lock),
    trailer: `/Encrypt << ${encrypt.join(' ')} >> /ID [<00> <00>] `,
  })
}

/** What checks a password, and the key that it encrypts. */
function entriesOf(password: string, user: Buffer): { check: Buffer; key: Buffer } {
  const secret = Buffer.from(password)
  const check = Buffer.concat([hardened(secret, SALT.check, user), SALT.check, SALT.key])
  const cipher = createCipheriv('aes-256-cbc', hardened(secret, SALT.key, user), Buffer.alloc(16))
  cipher.setAutoPadding(false)
  return { check, key: cipher.update(KEY) }
}

/** The hash of revision 6 (ISO 32000-2, algorithm 2.B). */
function hardened(password: Buffer, salt: Buffer, user: Buffer): Buffer {
  let hash = createHash('sha256').update(password).update(salt).update(user).digest()
  for (let round = 0, last = 0; round < 64 || last > round - 32; round += 1) {
    const once = Buffer.concat([password, hash, user])
    const cipher = createCipheriv('aes-128-cbc', hash.subarray(0, 16), hash.subarray(16, 32))
    cipher.setAutoPadding(false)
    const mixed = cipher.update(Buffer.concat(Array<Buffer>(64).fill(once)))
    const sum = mixed.subarray(0, 16).reduce((total, byte) => total + byte, 0)
    hash = createHash(['sha256', 'sha384', 'sha512'][sum % 3]!)
      .update(mixed)
      .digest()
    last = mixed.at(-1)!
  }
  return hash.subarray(0, 32)
}

function permissions(): Buffer {
  const bytes = Buffer.alloc(16, 0xff)
  bytes.writeInt32LE(PERMISSIONS)
  bytes.write('Tadb', 8, 'latin1')
  const cipher = createCipheriv('aes-256-ecb', KEY, null)
  cipher.setAutoPadding(false)
  return cipher.update(bytes)
}
