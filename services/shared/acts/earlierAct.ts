import type { EarlierAct } from '../../../workflows/contract'
import type { Outcome } from '../../../workflows/domain/requestState'

/** An act as the record has it, in the form in which a refusal names it. */
export function earlierAct({
  by,
  at,
  outcome,
}: {
  by: string | null
  at: Date
  outcome?: Outcome
}): EarlierAct {
  return { by, at: at.toISOString(), ...(outcome && { outcome }) }
}
