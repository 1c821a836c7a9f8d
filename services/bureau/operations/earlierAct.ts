import type { EarlierAct } from '../../../workflows/contract'

/** An act as the record has it, in the form in which a refusal names it. */
export function earlierAct({ by, at }: { by: string | null; at: Date }): EarlierAct {
  return { by, at: at.toISOString() }
}
