/** All paths, by what they are about. */
import { arrivalReversalScenarios, continuedArrivalReversalScenarios } from './arrivalReversal'
import { askedScenarios } from './asked'
import { atOnceScenarios } from './atOnce'
import { backgroundScenarios } from './background'
import { batchScenarios } from './batches'
import { calendarScenarios } from './calendar'
import { cancellationScenarios } from './cancellation'
import { cardScenarios } from './card'
import { continuedScenarios as continuedRunScenarios } from './continued'
import { continuedDocumentAskScenarios, documentAskScenarios } from './documentAsk'
import { continuedEscalationScenarios, escalationScenarios } from './escalation'
import { heldScenarios } from './held'
import { operatorScenarios } from './operators'
import { productionScenarios } from './production'
import { provenScenarios } from './proven'
import { repairedScenarios } from './repaired'
import { reversalScenarios } from './reversal'
import { ruleScenarios } from './rules'

export const scenarios = {
  ...cardScenarios,
  ...cancellationScenarios,
  ...heldScenarios,
  ...askedScenarios,
  ...productionScenarios,
  ...provenScenarios,
  ...repairedScenarios,
  ...backgroundScenarios,
  ...ruleScenarios,
  ...calendarScenarios,
  ...operatorScenarios,
  ...batchScenarios,
  ...reversalScenarios,
  ...documentAskScenarios,
  ...arrivalReversalScenarios,
  ...escalationScenarios,
  ...atOnceScenarios,
}

/** On a server that suggests early to continue as new. */
export const continuedScenarios = {
  ...continuedRunScenarios,
  ...continuedDocumentAskScenarios,
  ...continuedArrivalReversalScenarios,
  ...continuedEscalationScenarios,
}

/** On a server whose worker can be stopped and started again. */
export { stoppedScenarios } from './stopped'
