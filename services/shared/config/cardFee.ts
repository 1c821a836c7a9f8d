/** What a card costs and where the fee is paid; shown to staff and to the bureau. */
import { electronicFormatIBAN, isValidIBAN } from 'ibantools'
import { ConfigurationError } from './environment'

interface FeeAccount {
  payee: string
  /** Without blanks. */
  iban: string
  /** What the payer writes as the description. */
  note: string
}

export interface CardFee extends FeeAccount {
  /** In lira. */
  amount: number
}

/** Stands for a fee or an account that nobody has given yet. */
export const NOT_GIVEN = 'verilmedi'

/**
 * The account of a setting: payee, IBAN and what to write, with semicolons between them.
 * @returns null while it is not given
 * @throws Error when a part is missing or the checksum of the IBAN is wrong
 */
export function parseFeeAccount(setting: string): FeeAccount | null {
  if (setting === NOT_GIVEN) return null
  const [payee = '', typed = '', note = '', ...more] = setting.split(';').map((part) => part.trim())
  const iban = electronicFormatIBAN(typed) ?? ''
  if (payee === '' || note === '' || more.length > 0 || !isValidIBAN(iban))
    throw new Error('Not an account: payee; IBAN; note')
  return { payee, iban, note }
}

/**
 * Joins the two settings.
 * @returns null while neither is given
 * @throws ConfigurationError when only one of them is given
 */
export function cardFeeOf(
  processName: string,
  {
    CARD_FEE: amount,
    CARD_FEE_ACCOUNT: account,
  }: {
    CARD_FEE: number | null
    CARD_FEE_ACCOUNT: FeeAccount | null
  },
): CardFee | null {
  if (amount !== null && account !== null) return { amount, ...account }
  if (amount === null && account === null) return null
  const missing = amount === null ? 'CARD_FEE' : 'CARD_FEE_ACCOUNT'
  throw new ConfigurationError(processName, [
    `${missing}: verilmemiş; ücret hesabıyla birlikte verilir`,
  ])
}
