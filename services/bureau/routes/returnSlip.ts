/** Codes of return slips in the fields of forms, as a scanner types them (S68, S75). */
import type { ReturnSlips } from '../../shared/print/returnSlips'
import { FormRefused } from '../../shared/web'

/**
 * The request number of a slip.
 * @param field the field of the form that it was typed into
 * @returns null if the text is no code of a slip
 * @throws FormRefused when its check value belongs to another number
 */
export function genuineSlip(slips: ReturnSlips, typed: string, field: string): string | null {
  const slip = slips.read(typed)
  if (slip === null) return null
  const { number, isGenuine } = slip
  if (!isGenuine)
    throw new FormRefused([{ field, key: 'bureau.slip.wrongCheck', values: { number } }])
  return number
}
