/**
 * A PDF that needs a password, for the sample that shows how the portal answers one. Encrypted with
 * 40-bit RC4, the oldest and shortest scheme.
 */
import { createHash } from 'node:crypto'
import { writePdf } from '../drawing/pdf'

/** The padding that the PDF format appends to passwords. */
const PADDING = Buffer.from(
  '28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A',
  'hex',
)
const PERMISSIONS = -4
const KEY_BYTES = 5
/** Number of the object that holds the drawing of the only page. */
const SHEET_OBJECT = 7

export function writeLockedPdf(sheet: string, password: string): Buffer {
  const user = Buffer.concat([Buffer.from(password, 'latin1'), PADDING]).subarray(0, PADDING.length)
  const id = md5(Buffer.from(sheet, 'latin1'))
  const owner = rc4(md5(user).subarray(0, KEY_BYTES), user)
  const permissions = Buffer.alloc(4)
  permissions.writeInt32LE(PERMISSIONS)
  const key = md5(Buffer.concat([user, owner, permissions, id])).subarray(0, KEY_BYTES)

  const sheetKey = md5(Buffer.concat([key, Buffer.from([SHEET_OBJECT, 0, 0, 0, 0])])).subarray(
    0,
    KEY_BYTES + 5,
  )
  const encrypted = rc4(sheetKey, Buffer.from(sheet, 'latin1')).toString('latin1')
  const hex = (bytes: Buffer) => `<${bytes.toString('hex')}>`
  const lock = `<< /Filter /Standard /V 1 /R 2 /O ${hex(owner)} /U ${hex(rc4(key, PADDING))} /P ${PERMISSIONS} >>`
  return writePdf([encrypted], { trailer: `/Encrypt ${lock} /ID [${hex(id)} ${hex(id)}] ` })
}

function md5(bytes: Buffer): Buffer {
  return createHash('md5').update(bytes).digest()
}

/** RC4 by hand, since OpenSSL 3 no longer offers it by default. */
function rc4(key: Buffer, bytes: Buffer): Buffer {
  const box = Uint8Array.from({ length: 256 }, (_, index) => index)
  const swap = (one: number, other: number) => ([box[one], box[other]] = [box[other]!, box[one]!])
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + box[i]! + key[i % key.length]!) & 255
    swap(i, j)
  }
  let i = 0
  let j = 0
  return Buffer.from(
    bytes.map((byte) => {
      i = (i + 1) & 255
      j = (j + box[i]!) & 255
      swap(i, j)
      return byte ^ box[(box[i]! + box[j]!) & 255]!
    }),
  )
}
