/** The fields of the official letter with which a card comes (S67, S75), and what is wrong with them. */
import { z } from 'zod'
import { isLetterNo } from '../../../workflows/contract'
import { containsIdentityNumber } from '../../../workflows/domain/identityNumber'
import type { LetterDateFault } from '../../../workflows/domain/letterDate'
import { plainNumber } from '../../../workflows/domain/typedNumber'
import { FormRefused } from '../../shared/web'
import { shortDate } from '../../shared/web/texts/format/dates'

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

/** @param earliest the first day that the letter could have */
export function letterDateRefused(
  letterDate: string,
  { fault, earliest }: { fault: LetterDateFault; earliest: string },
): FormRefused {
  const values = { measured: shortDate(letterDate), required: shortDate(earliest) }
  return new FormRefused([{ field: 'letterDate', key: LETTER_DATE_TEXTS[fault], values }])
}
