/** All paths, by what they are about. */
import { askedScenarios } from './asked'
import { backgroundScenarios } from './background'
import { cancellationScenarios } from './cancellation'
import { cardScenarios } from './card'
import { heldScenarios } from './held'
import { productionScenarios } from './production'
import { provenScenarios } from './proven'
import { repairedScenarios } from './repaired'

export type { Scenario } from '../scenario'
export { continuedScenarios } from './continued'

export const scenarios = {
  ...cardScenarios,
  ...cancellationScenarios,
  ...heldScenarios,
  ...askedScenarios,
  ...productionScenarios,
  ...provenScenarios,
  ...repairedScenarios,
  ...backgroundScenarios,
}
