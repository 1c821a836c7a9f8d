import type { CardStep } from '../../workflows/contract'
import { STATE_BEFORE } from '../../workflows/domain/judgeProduction'
import { STATE_RELEASED } from '../../workflows/domain/requestState'
import type { ProductionSubState } from '../../workflows/domain/requestState'

/**
 * Whether a step leads on from where the card is (D1, D3). The card's own production always does; a
 * run of somebody else could name any state.
 */
export function leadsOn(from: ProductionSubState, step: CardStep): boolean {
  const { subState: to, by, reversal, isRepair = false } = step
  if (isRepair) return to === from
  if (reversal !== undefined) return from === reversal.of && to === STATE_BEFORE[reversal.of]
  if (by === null) return releasedFrom(from) === to || releasedFrom(to) === from
  return (STATE_BEFORE as Partial<Record<ProductionSubState, ProductionSubState>>)[to] === from
}

function releasedFrom(held: ProductionSubState): ProductionSubState | null {
  return held in STATE_RELEASED ? STATE_RELEASED[held as keyof typeof STATE_RELEASED] : null
}
