/** The fields of the official letter with which a card comes (S67, S75), and what is wrong with them. */
import { z } from 'zod'
import { isLetterNo } from '../../../workflows/contract'
import { containsIdentityNumber } from '../../../workflows/domain/identityNumber'
import type { LetterDateFault } from '../../../workflows/domain/letterDate'
import { plainNumber } from '../../../workflows/domain/typedNumber'
import { FormRefused } from '../../shared/web'
import { shortDate } from '../../shared/web/texts/format/dates'
import type { LetterDateRefused } from '../operations/letterDate'

const text = 'bureau.cardArrival'

export const LetterNumber = z
  .string()
  .default('')
  .transform(plainNumber)
  .refine((number) => number !== '', { error: `${text}.numberMissing`, abort: true })
  .refine(isLetterNo, `${text}.numberMalformed`)
  // The number becomes part of the run's history, which must not contain identity numbers (D12).
  .refine((number) => !containsIdentityNumber(number), `${text}.numberIsIdentity`)

export const LetterDate = z
  .string()
  .refine((day) => day !== '', { error: `${text}.dateMissing`, abort: true })
  .refine((day) => /^\d{4}-/.test(day), { error: `${text}.dateYear`, abort: true })
  .refine((day) => z.iso.date().safeParse(day).success, {
    error: `${text}.dateMalformed`,
    abort: true,
  })

const LETTER_DATE_TEXTS = {
  inFuture: `${text}.dateInFuture`,
  beforeCard: `${text}.dateBeforeCard`,
  tooOld: `${text}.dateTooOld`,
} as const satisfies Record<LetterDateFault, string>

/** For the letter of one card. */
export function letterDateRefused(letterDate: string, refused: LetterDateRefused): FormRefused {
  return refusedDate(letterDate, refused, LETTER_DATE_TEXTS[refused.fault])
}

/** For the letter of several cards; the error names the card that it cannot be older than. */
export function commonLetterDateRefused(
  letterDate: string,
  refused: LetterDateRefused,
): FormRefused {
  const key =
    refused.fault === 'beforeCard' ? `${text}.dateBeforeOneCard` : LETTER_DATE_TEXTS[refused.fault]
  return refusedDate(letterDate, refused, key)
}

function refusedDate(
  letterDate: string,
  { earliest, number }: LetterDateRefused,
  key: string,
): FormRefused {
  const values = {
    measured: shortDate(letterDate),
    required: shortDate(earliest),
    ...(number !== null && { number }),
  }
  return new FormRefused([{ field: 'letterDate', key, values }])
}
