/**
 * Brings a request of the demo to its target state with the same operations that the pages use.
 * Each step has a fixed id and is skipped if it was already taken, so that an interrupted load can
 * continue.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Deps } from '../../services/bureau/deps'
import { askForDocument } from '../../services/bureau/operations/askForDocument'
import { decideRequest } from '../../services/bureau/operations/decideRequest'
import { escalate } from '../../services/bureau/operations/escalate'
import { recordCardArrival } from '../../services/bureau/operations/recordCardArrival'
import { recordProduction } from '../../services/bureau/operations/recordProduction'
import { submitRequest } from '../../services/portal/operations/submitRequest'
import { withdrawRequest } from '../../services/portal/operations/withdrawRequest'
import type { Draft } from '../../services/shared/store/draft'
import { stateOf } from '../../services/shared/store/request'
import type { RequestAuditLine, RequestRecord } from '../../services/shared/store/request'
import { EngineUnavailable } from '../../services/shared/temporal/connection'
import { ACTION_OF_EVENT, isPossible } from '../../workflows/domain/allowedActions'
import type { Action } from '../../workflows/domain/allowedActions'
import { istanbulDayOf } from '../../workflows/domain/istanbul'
import type { RequestState } from '../../workflows/domain/requestState'
import type { RequestTiming } from '../../workflows/domain/requestTiming'
import type { Staff } from './loadPeople'
import type { DemoStep } from './requests'

/** A request of the demo did not reach its target state; the next start continues the load. */
export class DemoStalled extends Error {
  override readonly name = 'DemoStalled'
}

type DriveDeps = Pick<Deps, 'store' | 'runs' | 'claims'>

/** The action that a step needs, and the audit lines that show that it was taken. */
const STEPS = {
  approve: { needs: 'decide', leaves: ['cardApproved', 'cancellationApproved'] },
  reject: { needs: 'decide', leaves: ['rejected'] },
  cardArrives: { needs: 'recordCardArrival', leaves: ['cardArrived'] },
  printed: { needs: ACTION_OF_EVENT.printed, leaves: ['printed'] },
  escalate: { needs: 'escalate', leaves: ['escalated'] },
  askDocument: { needs: 'askForDocument', leaves: ['documentAsked'] },
  withdraw: { needs: 'withdraw', leaves: ['withdrawn'] },
  sent: { needs: ACTION_OF_EVENT.sent, leaves: ['sent'] },
  delivered: { needs: ACTION_OF_EVENT.delivered, leaves: ['delivered'] },
} as const satisfies Record<
  DemoStep['kind'],
  { needs: Action; leaves: readonly RequestAuditLine['action'][] }
>

/**
 * Submits a draft, and waits while an earlier run for the same relative is still closing.
 * @throws DemoStalled
 */
export async function submitDemoRequest(
  deps: DriveDeps & Pick<Deps, 'documents'> & { timing: RequestTiming },
  applicant: Staff,
  draft: Draft,
): Promise<void> {
  await until(`request ${draft._id} is filed`, async () => {
    const answer = await submitRequest(deps, applicant, draft)
    if (answer.kind === 'incomplete' || answer.kind === 'notAllowed') {
      throw new DemoStalled(`Request ${draft._id} was not filed: ${answer.kind}`)
    }
    return answer.kind === 'filed' && answer.visible
  })
}

/**
 * Takes one step of the bureau or the applicant as soon as it is possible.
 * @throws DemoStalled
 */
export async function takeStep(
  deps: DriveDeps,
  clerkId: string,
  requestId: string,
  step: DemoStep,
): Promise<void> {
  const { needs, leaves } = STEPS[step.kind]
  await until(`request ${requestId} is ready to ${step.kind}`, async () => {
    const request = await deps.store.requests.findById(requestId).orFail().lean()
    if (request.audit.some(({ action }) => (leaves as readonly string[]).includes(action)))
      return true
    if (isPossible(stateOf(request), needs)) await carryOut(deps, clerkId, request, step)
    return false
  })
}

/**
 * Waits until a request reaches a state.
 * @throws DemoStalled
 */
export async function reach(
  { store }: Pick<Deps, 'store'>,
  requestId: string,
  { status, subState }: RequestState,
): Promise<void> {
  await until(`request ${requestId} is ${subState}`, async () => {
    return (await store.requests.exists({ _id: requestId, status, subState })) !== null
  })
}

async function carryOut(
  deps: DriveDeps,
  clerkId: string,
  request: RequestRecord,
  step: DemoStep,
): Promise<void> {
  const requestId = request._id
  const id = `${requestId}-${step.kind}`
  const askSeen = request.asked?.askId ?? null
  switch (step.kind) {
    case 'approve':
      await decideRequest(deps, clerkId, {
        requestId,
        decisionId: id,
        outcome: 'approved',
        reasons: [],
        explanation: '',
        askSeen,
      })
      return
    case 'reject': {
      const { explanation } = step
      const reasons = [...step.reasons]
      await decideRequest(deps, clerkId, {
        requestId,
        decisionId: id,
        outcome: 'rejected',
        reasons,
        explanation,
        askSeen,
      })
      return
    }
    case 'cardArrives': {
      // A letter cannot be older than the card; the demo approves and cancels on the same day.
      const letterDate = istanbulDayOf(request.filedAt.toISOString())
      await recordCardArrival(deps, clerkId, {
        receiptId: id,
        requestId,
        letterNo: step.letterNo,
        letterDate,
      })
      return
    }
    case 'escalate':
      await escalate(deps, clerkId, { requestId, id, note: step.note })
      return
    case 'askDocument': {
      const { document: kind, flaw, note } = step
      await askForDocument(deps, clerkId, { requestId, askId: id, kind, flaw, note, askSeen })
      return
    }
    case 'withdraw':
      await withdrawRequest(deps, request.applicantId, { requestId, withdrawalId: id })
      return
    case 'printed':
    case 'sent':
    case 'delivered':
      await recordProduction(deps, clerkId, {
        eventId: id,
        cardId: request.cardId!,
        kind: step.kind,
      })
  }
}

const TIMEOUT_MS = 60_000
const RETRY_AFTER_MS = 100

/** Retries until the attempt succeeds or time runs out. Workers may still be starting or busy. */
async function until(what: string, attempt: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + TIMEOUT_MS
  for (;;) {
    try {
      if (await attempt()) return
    } catch (error) {
      if (!(error instanceof EngineUnavailable)) throw error
    }
    if (Date.now() > end)
      throw new DemoStalled(`Timed out after ${TIMEOUT_MS / 1000} s, waiting until ${what}`)
    await pause(RETRY_AFTER_MS)
  }
}
