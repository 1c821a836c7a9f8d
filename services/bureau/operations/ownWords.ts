/**
 * Free text that somebody at the bureau writes about a request. It stays in MongoDB; a message to a
 * run carries its id (D12).
 */
import { randomUUID } from 'node:crypto'
import { containsIdentityNumber } from '../../../workflows/domain/identityNumber'
import type { Store } from '../../shared/store/connection'
import type { Explanation } from '../../shared/store/explanation'

/** Maximum length in characters. */
export const EXPLANATION_MAX = 1_000

type Fault<Field extends string> = `${Field}${'TooLong' | 'HoldsIdentityNumber'}`

/** What is wrong with a text; empty if nothing. */
export function faultsOfText<Field extends string>(field: Field, text: string): Fault<Field>[] {
  const faults: Fault<Field>[] = []
  if (text.length > EXPLANATION_MAX) faults.push(`${field}TooLong`)
  if (containsIdentityNumber(text)) faults.push(`${field}HoldsIdentityNumber`)
  return faults
}

/**
 * Stores a text under a new id each time: the author may have changed it after an answer was lost.
 * @returns the id; null if the text is empty
 */
export async function keepText(
  { explanations }: Pick<Store, 'explanations'>,
  written: Omit<Explanation, '_id'>,
): Promise<string | null> {
  if (written.text === '') return null
  const _id = randomUUID()
  await explanations.create({ _id, ...written })
  return _id
}
