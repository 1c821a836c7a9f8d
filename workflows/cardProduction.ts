/**
 * The production of a card: printed, sent, delivered (S48, S49, D1), unless a cancellation stops
 * the print (D3).
 */
import type { CardProductionInput } from './contract'
import type { ProductionSubState } from './domain/requestState'
import { ProductionRun } from './productionRun'

/**
 * Tracks a card until it is delivered or cancelled.
 * @returns the sub-state in which production ended
 */
export async function cardProduction(
  input: CardProductionInput,
): Promise<{ subState: ProductionSubState }> {
  const run = new ProductionRun(input)
  await run.follow()
  return { subState: run.conclude() }
}
