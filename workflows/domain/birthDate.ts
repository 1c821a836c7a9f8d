/** A date of birth from the population register: month and day may be unknown (D4). */
import { z } from 'zod'

/**
 * Month and day are 0 where the register does not know them; a day is never known without its
 * month.
 */
export const BirthDate = z
  .object({
    year: z.int().min(1850).max(2200),
    month: z.int().min(0).max(12),
    day: z.int().min(0).max(31),
  })
  .refine(({ year, month, day }) => day <= daysIn(year, month), 'no such day')
export type BirthDate = z.infer<typeof BirthDate>

/** Formats a date of birth as usual in Türkiye, without the unknown parts. */
export function formatBirthDate({ year, month, day }: BirthDate): string {
  const known = day > 0 ? [day, month] : month > 0 ? [month] : []
  return [...known.map((part) => String(part).padStart(2, '0')), year].join('.')
}

function daysIn(year: number, month: number): number {
  return month === 0 ? 0 : new Date(Date.UTC(year, month, 0)).getUTCDate()
}
