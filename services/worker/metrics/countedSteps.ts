/** Counts what runs write to the record. */
import { Counter } from 'prom-client'
import type { Registry } from 'prom-client'
import type { RecordActivities, RequestStepEffect } from '../../../workflows/contract'
import { REQUEST_TYPES } from '../../../workflows/domain/requestState'

const DECISIONS: Partial<Record<RequestStepEffect['kind'], string>> = {
  cardApproved: 'approved',
  cancellationApproved: 'approved',
  rejected: 'rejected',
  returnedByDocumentCheck: 'returned',
  withdrawn: 'withdrawn',
}

/** The activities, counting each step that was written; one that is written again counts again. */
export function countedSteps(activities: RecordActivities, metrics: Registry): RecordActivities {
  const filed = new Counter({
    name: 'pyk_filed_requests_total',
    help: 'Requests filed',
    labelNames: ['type'],
    registers: [metrics],
  })
  const decisions = new Counter({
    name: 'pyk_decisions_total',
    help: 'Requests that have ended, by how',
    labelNames: ['type', 'outcome'],
    registers: [metrics],
  })
  const refused = new Counter({
    name: 'pyk_refused_messages_total',
    help: 'Messages that runs have refused and recorded, by cause',
    labelNames: ['cause'],
    registers: [metrics],
  })
  // Alarms need a value from the start.
  for (const type of REQUEST_TYPES) {
    filed.inc({ type }, 0)
    for (const outcome of new Set(Object.values(DECISIONS))) decisions.inc({ type, outcome }, 0)
  }
  refused.inc({ cause: 'malformed' }, 0)

  return {
    ...activities,
    async fileRequest(request) {
      await activities.fileRequest(request)
      filed.inc({ type: request.input.type })
    },
    async recordStep(step) {
      await activities.recordStep(step)
      const { effect, state } = step
      const outcome = DECISIONS[effect.kind]
      if (outcome !== undefined) decisions.inc({ type: state.type, outcome })
      if (effect.kind === 'refused') refused.inc({ cause: effect.refusal.cause })
    },
  }
}
