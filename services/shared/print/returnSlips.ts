/**
 * The code on the slip that comes back with a card (S68, S75): the request's number and a check value,
 * and nothing else (D12).
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { requestNumber } from '../../../workflows/domain/requestNumber'
import { plainNumber } from '../../../workflows/domain/typedNumber'

/**
 * Letters that a scanner types the same on a Turkish and on an English keyboard, without those that
 * look like a digit. There are no signs in the code either: keyboards disagree about them.
 */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ'
const CHECK_LENGTH = 10
const CODE = new RegExp(`^PYK-?(\\d{4})-?(\\d{6,})-?([${LETTERS}]{${CHECK_LENGTH}})$`)

export interface ReturnSlips {
  /** The text of the code, such as `PYK2026000123KDMXWQRTAB`. */
  codeOf(number: string): string
  /** What a scanner or a person typed; null if it is no such code. */
  read(typed: string): { number: string; isGenuine: boolean } | null
}

/** @param key the same in the portal and the bureau */
export function createReturnSlips(key: string): ReturnSlips {
  const checkOf = (number: string): string => {
    const digest = createHmac('sha256', key).update(`return slip ${number}`).digest()
    return Array.from(
      digest.subarray(0, CHECK_LENGTH),
      (byte) => LETTERS[byte % LETTERS.length],
    ).join('')
  }
  return {
    codeOf: (number) => `${number.replaceAll('-', '')}${checkOf(number)}`,
    read(typed) {
      const parts = CODE.exec(plainNumber(typed))
      if (parts === null) return null
      const number = requestNumber(Number(parts[1]), Number(parts[2]))
      const isGenuine = timingSafeEqual(Buffer.from(parts[3]!), Buffer.from(checkOf(number)))
      return { number, isGenuine }
    },
  }
}
